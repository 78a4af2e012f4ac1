// Looks at whether the machine was switched off by the unikernel itself.
//
//     within = 2.5          seconds from the last line of the console to the end; optional, and given
//                           more time on slow hosts
//     boot = "boot"

import Curriculum
import Machines
import Tables

struct EndingCheck: Kind {
  static let name = "ending"
  static let keys = ["within", "boot"]

  private let within: Duration?
  private let boot: String
  var source: (kind: String, id: String)? { ("boot", boot) }

  init(_ section: Section) throws(LessonFault) {
    within = section.has("within") ? try section.seconds("within") : nil
    boot = try section.step("boot")
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    guard let evidence = scene.boots[boot] else { return .noEvidence("boot") }
    let limit = within.map { $0 * evidence.slowness }
    let expected =
      "the unikernel ends the machine itself"
      + (limit.map { ", at most \($0.readable) after its last line" } ?? "")
    if let judgement = evidence.unfinished(expected: expected) { return judgement }
    guard let limit else { return .pass(expected: expected, got: evidence.endingText) }
    let last = evidence.transcript.lines.last?.at ?? .zero
    let rest = evidence.transcript.duration - last
    let got = "\(evidence.endingText), \(rest.readable) after its last line"
    guard rest <= limit else {
      return .fail(expected: expected, got: got, evidence: evidence.tail)
    }
    return .pass(expected: expected, got: got)
  }
}
