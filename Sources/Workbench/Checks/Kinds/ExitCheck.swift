// Looks at the exit status.
//
//     status = 0            0...255
//     boot = "boot"         the step whose boot is judged

import Curriculum
import Machines
import Tables

struct ExitCheck: Kind {
  static let name = "exit"
  static let keys = ["status", "boot"]

  private let status: Int
  private let boot: String
  var source: (kind: String, id: String)? { ("boot", boot) }

  init(_ section: Section) throws(LessonFault) {
    status = try section.integer("status", in: 0...255)
    boot = try section.step("boot")
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    guard let evidence = scene.boots[boot] else { return .noEvidence("boot") }
    let expected = "exit status \(status) within \(evidence.budget.readable)"
    if let judgement = evidence.unfinished(expected: expected) { return judgement }
    let got = evidence.endingText
    if evidence.transcript.ending == .exited(status) { return .pass(expected: expected, got: got) }
    let trap = evidence.trapLines
    guard !trap.isEmpty else {
      return .fail(expected: expected, got: got, evidence: evidence.tail)
    }
    return .fail(
      expected: expected, got: "\(got), after: \(trap[0])",
      evidence: trap.map { EvidenceLine(.bad, $0) })
  }
}
