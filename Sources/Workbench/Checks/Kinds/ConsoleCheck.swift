// Looks at the console, line by line. One of:
//
//     silent = true                     not a line
//     line = "Hello, {nonce}!"          this line, in which {index} counts them, and nothing else,
//     times = 4                         so many times; or "{number}", this boot's
//     lines = ["a", "b {any}"]          exactly these, in this order
//     contains = ["a", "b"]             these in this order; others may stand between
//
//     boot = "boot"

import Curriculum
import Machines
import Tables

struct ConsoleCheck: Kind {
  static let name = "console"
  static let keys = ["silent", "line", "times", "lines", "contains", "boot"]

  private let patterns: [Pattern]
  /// Whether the pattern is expected as often as the boot's number says.
  private let isCounted: Bool
  /// Whether other lines may stand between.
  private let isLoose: Bool
  private let text: String
  private let boot: String
  var source: (kind: String, id: String)? { ("boot", boot) }

  init(_ section: Section) throws(LessonFault) {
    boot = try section.step("boot")
    let ways = ["silent", "line", "lines", "contains"].filter(section.has)
    guard ways.count == 1 else {
      throw section.fault("kind", "exactly one of silent, line, lines, contains is expected")
    }
    guard section.has("times") == (ways[0] == "line") else {
      throw section.fault("times", "goes with line, and line with times")
    }
    isLoose = ways[0] == "contains"
    switch ways[0] {
    case "silent":
      guard try section.boolean("silent", otherwise: false) else {
        throw section.fault("silent", "only true makes sense")
      }
      patterns = []
      text = "no line at all"
      isCounted = false
    case "line":
      let pattern = try Pattern(section.string("line"), in: section, key: "line")
      isCounted = section.values["times"] == .string("{number}")
      let times = isCounted ? 1 : try section.integer("times", in: 1...10_000)
      patterns = Array(repeating: pattern, count: times)
      text = "\(isCounted ? "{number}" : String(times)) times: \(pattern.source)"
    default:
      isCounted = false
      patterns = try ConsoleCheck.patterns(section, ways[0])
      text = "\(isLoose ? "among others, " : "")\(patterns.count) lines in this order"
    }
  }

  private static func patterns(
    _ section: Section, _ key: String
  ) throws(LessonFault) -> [Pattern] {
    var patterns: [Pattern] = []
    for line in try section.strings(key) {
      patterns.append(try Pattern(line, in: section, key: key))
    }
    guard !patterns.isEmpty else { throw section.fault(key, "at least one line is expected") }
    return patterns
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    guard let evidence = scene.boots[boot] else { return .noEvidence("boot") }
    let boot = evidence.parameters
    let expected =
      isCounted ? Array(repeating: patterns[0], count: boot.number) : patterns
    let lines = evidence.transcript.lines.map(\.text)
    let compared = isLoose ? loose(lines, expected, boot) : strict(lines, expected, boot)
    let wanted = text.replacing("{nonce}", with: boot.nonce)
      .replacing("{phrase}", with: boot.phrase).replacing("{number}", with: "\(boot.number)")
      .replacing("{any}", with: "…")
    let got = summary(compared, lines.count)
    let isRight = compared.allSatisfy { $0.mark == .good || $0.mark == .context }
    // A flood is cut off: what is missing was perhaps never read, but what is there was too much.
    guard isRight, evidence.transcript.ending != .flooded else {
      return .fail(expected: wanted, got: got, evidence: compared.excerpt())
    }
    return .pass(expected: wanted, got: got, evidence: compared.excerpt())
  }

  /// Line by line: as expected, not as expected, or not there.
  private func strict(
    _ lines: [String], _ expected: [Pattern], _ boot: BootParameters
  ) -> [EvidenceLine] {
    var result: [EvidenceLine] = []
    for (index, line) in lines.enumerated() {
      let isGood = index < expected.count && expected[index].matches(line, boot, index: index + 1)
      result.append(EvidenceLine(isGood ? .good : .bad, line))
    }
    for (index, pattern) in expected.enumerated().dropFirst(lines.count) {
      result.append(EvidenceLine(.missing, pattern.readable(boot, index: index + 1)))
    }
    return result
  }

  /// The expected lines as they appear; others are context.
  private func loose(
    _ lines: [String], _ expected: [Pattern], _ boot: BootParameters
  ) -> [EvidenceLine] {
    var result: [EvidenceLine] = []
    var next = expected[...]
    for line in lines {
      if let pattern = next.first, pattern.matches(line, boot) {
        next = next.dropFirst()
        result.append(EvidenceLine(.good, line))
      } else {
        result.append(EvidenceLine(.context, line))
      }
    }
    return result + next.map { EvidenceLine(.missing, $0.readable(boot)) }
  }

  private func summary(_ compared: [EvidenceLine], _ count: Int) -> String {
    let good = compared.count { $0.mark == .good }
    let bad = compared.count { $0.mark == .bad }
    let missing = compared.count { $0.mark == .missing }
    guard bad + missing > 0 else { return count == 0 ? "no line" : "\(count) lines, all right" }
    var parts = ["\(count) \(count == 1 ? "line" : "lines")"]
    if good > 0 { parts.append("\(good) as expected") }
    if bad > 0 { parts.append("\(bad) not expected") }
    if missing > 0 { parts.append("\(missing) missing") }
    return parts.joined(separator: ", ")
  }
}
