// Looks at how a trap or a panic was reported.
//
//     cause = "page fault"  a line of the report holds this text, and the status is 255
//     none = true           instead: there was none
//     boot = "boot"

import Curriculum
import Machines
import Tables

struct TrapCheck: Kind {
  static let name = "trap"
  static let keys = ["cause", "none", "boot"]

  /// Nil: no trap at all.
  private let cause: String?
  private let boot: String
  var source: (kind: String, id: String)? { ("boot", boot) }

  init(_ section: Section) throws(LessonFault) {
    boot = try section.step("boot")
    let none = try section.boolean("none", otherwise: false)
    guard none != section.has("cause") else {
      throw section.fault("cause", "either cause = \"…\" or none = true is expected")
    }
    cause = none ? nil : try section.string("cause")
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    guard let evidence = scene.boots[boot] else { return .noEvidence("boot") }
    let trap = evidence.trapLines
    let got = trap.first ?? "no trap, \(evidence.endingText)"
    guard let cause else {
      let expected = "no trap and no panic"
      if trap.isEmpty { return .pass(expected: expected, got: got) }
      return .fail(
        expected: expected, got: got, evidence: trap.map { EvidenceLine(.bad, $0) })
    }
    let expected = "a trap that says \"\(cause)\", and exit status 255"
    if evidence.transcript.ending == .exited(255), trap.contains(where: { $0.contains(cause) }) {
      return .pass(expected: expected, got: got)
    }
    return .fail(expected: expected, got: got, evidence: evidence.tail)
  }
}
