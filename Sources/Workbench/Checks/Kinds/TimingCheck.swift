// Looks at when lines arrived, by the host's clock.
//
//     line = "Hello, {any}!"            the lines that count; at least two must come
//     gap = [0.8, 1.6]                  seconds from each to the next
//     total = [2.4, 4.8]                seconds from the first to the last; optional
//     boot = "boot"
//
// On slow hosts only the upper bounds grow, and not by much: a sleep may be late, it may never be early,
// and a slow host does not make a second longer. A program that waits twice as long as it should must
// fail on every host.

import Curriculum
import Machines
import Tables

struct TimingCheck: Kind {
  static let name = "timing"
  static let keys = ["line", "gap", "total", "boot"]

  /// How much later a line may come for each time that the host is slower than the reference.
  private static let lateness: Duration = .milliseconds(50)
  private static let greatestLateness: Duration = .milliseconds(300)

  private let line: Pattern
  private let gap: ClosedRange<Duration>?
  private let total: ClosedRange<Duration>?
  private let boot: String
  var source: (kind: String, id: String)? { ("boot", boot) }

  init(_ section: Section) throws(LessonFault) {
    boot = try section.step("boot")
    line = try Pattern(section.string("line"), in: section, key: "line")
    gap = section.has("gap") ? try section.range("gap") : nil
    total = section.has("total") ? try section.range("total") : nil
    guard gap != nil || total != nil else {
      throw section.fault("gap", "gap or total is expected")
    }
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    guard let evidence = scene.boots[boot] else { return .noEvidence("boot") }
    let gap = gap.map { stretched($0, evidence.slowness) }
    let total = total.map { stretched($0, evidence.slowness) }
    let expected = expectation(gap, total)
    let lines = evidence.transcript.lines.filter { line.matches($0.text, evidence.parameters) }
    guard lines.count >= 2 else {
      let got = "\(lines.count == 0 ? "no such line" : "one such line"), so nothing between"
      return .fail(expected: expected, got: got, evidence: evidence.tail)
    }
    let gaps = zip(lines, lines.dropFirst()).map { $1.at - $0.at }
    let whole = lines[lines.count - 1].at - lines[0].at
    let right = gaps.allSatisfy { gap?.contains($0) ?? true } && total?.contains(whole) ?? true
    let got = "after " + gaps.map(\.readable).joined(separator: ", ") + "; in all \(whole.readable)"
    var marked = [EvidenceLine(.context, "\(lines[0].at.readable)  \(lines[0].text)")]
    for (line, pause) in zip(lines.dropFirst(), gaps) {
      let mark: EvidenceLine.Mark = gap?.contains(pause) ?? true ? .good : .bad
      marked.append(EvidenceLine(mark, "\(line.at.readable)  \(line.text)"))
    }
    guard right else { return .fail(expected: expected, got: got, evidence: marked.excerpt()) }
    return .pass(expected: expected, got: got, evidence: marked.excerpt())
  }

  private func stretched(
    _ range: ClosedRange<Duration>, _ slowness: Double
  ) -> ClosedRange<Duration> {
    let late = min(Self.lateness * (slowness - 1), Self.greatestLateness)
    return range.lowerBound...(range.upperBound + max(.zero, late))
  }

  private func expectation(
    _ gap: ClosedRange<Duration>?, _ total: ClosedRange<Duration>?
  ) -> String {
    var parts: [String] = []
    if let gap {
      parts.append("each \(gap.lowerBound.readable) to \(gap.upperBound.readable) after the last")
    }
    if let total {
      parts.append("\(total.lowerBound.readable) to \(total.upperBound.readable) in all")
    }
    return parts.joined(separator: ", ")
  }
}
