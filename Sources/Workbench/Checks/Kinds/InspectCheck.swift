// Boots the image once more, asks its inspector a command while it runs, and looks at rows of the answer. The
// unikernel is ended when it has answered.
//
//     ask = "tasks"                     what is asked, in the console's language, without | and >
//     after = "Tossed by {nonce}"       asked when this line has come
//     arguments = ["--heads=9s"]        of the boot; may hold {nonce}, {phrase}, {number}, {part}, {rest}
//     build = "build"
//
// and one of
//
//     column = "for"                    the column that is looked at
//     matches = "sleep{any}"            rows count whose cell is so
//     rows = 2                          so many must be there
//
//     columns = ["metric", "value"]     the columns that are looked at
//     includes = ["letters {number}"]   for each of these one row, whose cells are so with a space between
//     rows = 2                          so many rows in all; any number when not said
//
// What a unikernel's inspector says is what the unikernel says of itself: such a check stands beside others
// that look from outside, never alone.

import Curriculum
import Machines
import Tables

struct InspectCheck: Kind {
  static let name = "inspect"
  static let keys = [
    "ask", "after", "column", "matches", "columns", "includes", "rows", "arguments", "build",
  ]

  private let ask: String
  private let after: Pattern
  private let columns: [String]
  private let wanted: Wanted
  private let arguments: [Pattern]
  private let build: String
  var source: (kind: String, id: String)? { ("build", build) }

  private enum Wanted {
    /// So many rows of this kind, whatever the others are.
    case count(Pattern, Int)
    /// A row for each; so many in all, if that is said.
    case each([Pattern], Int?)
  }

  init(_ section: Section) throws(LessonFault) {
    ask = try section.string("ask", limit: 80)
    after = try Pattern(section.string("after"), in: section, key: "after")
    build = try section.step("build")
    arguments = try section.patterns("arguments")
    guard section.has("includes") else {
      columns = [try section.string("column", limit: 40)]
      wanted = .count(
        try Pattern(section.string("matches"), in: section, key: "matches"),
        try section.integer("rows", in: 0...1000))
      return
    }
    columns = try section.strings("columns")
    guard !columns.isEmpty, !section.has("column"), !section.has("matches") else {
      throw section.fault("columns", "includes goes with columns, and not with column or matches")
    }
    wanted = .each(
      try section.patterns("includes"),
      section.has("rows") ? try section.integer("rows", in: 0...1000) : nil)
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    do throws(Unreadable) {
      let (after, ask) = (after, ask)
      let (boot, interview) = try await scene.interview(build, arguments) { boot in
        [.lines(1) { after.matches($0, boot) }, .ask(ask)]
      }
      return judge(interview, boot)
    } catch {
      return error.judgement
    }
  }

  private func judge(_ interview: Interview, _ boot: BootParameters) -> Judgement {
    let expected = expectation(boot)
    guard let inspection = interview.answers.first else {
      let line = after.readable(boot)
      return .fail(
        expected: expected,
        got: "it ended before it could be asked; the line \"\(line)\" was waited for",
        evidence: interview.ending?.lastLines ?? [])
    }
    guard case .answer(let names, let table) = inspection else {
      return .fail(expected: expected, got: inspection.obstacle ?? "")
    }
    let places = columns.compactMap(names.firstIndex)
    guard places.count == columns.count else {
      return missing(names, expected)
    }
    let texts = table.map { row in
      places.map { row.count > $0 ? row[$0] : "" }.joined(separator: " ")
    }
    let heading = EvidenceLine(.context, names.joined(separator: "  "))
    let lines = table.map { $0.joined(separator: "  ") }
    switch wanted {
    case .count(let pattern, let rows):
      let good = texts.map { pattern.matches($0, boot) }
      let evidence = zip(lines, good).map { EvidenceLine($1 ? .good : .context, $0) }
      let count = good.count { $0 }
      return Judgement.of(
        count == rows, expected: expected, got: "\(count) of \(table.count) rows",
        evidence: [heading] + evidence.excerpt())
    case .each(let patterns, let rows):
      let isGood = texts.map { text in patterns.contains { $0.matches(text, boot) } }
      let counts = patterns.map { pattern in texts.count { pattern.matches($0, boot) } }
      let absent = zip(patterns, counts).filter { $1 != 1 }.map {
        EvidenceLine(.missing, $0.0.readable(boot))
      }
      let evidence = zip(lines, isGood).map { EvidenceLine($1 ? .good : .context, $0) }
      return Judgement.of(
        absent.isEmpty && rows ?? table.count == table.count, expected: expected,
        got: "\(patterns.count - absent.count) of them, in \(table.count) rows",
        evidence: [heading] + absent + evidence.excerpt())
    }
  }

  private func expectation(_ boot: BootParameters) -> String {
    switch wanted {
    case .count(let pattern, let rows):
      return "\(rows) rows of \"\(ask)\" with \(columns[0]): \(pattern.readable(boot))"
    case .each(let patterns, let rows):
      let list = patterns.map { $0.readable(boot) }.joined(separator: ", ")
      let count = rows.map { "\($0) rows" } ?? "rows"
      return "\(count) of \"\(ask)\" with \(columns.joined(separator: ", ")): \(list)"
    }
  }

  /// A command of Mirador's own has its columns; a learner's may not.
  private func missing(_ names: [String], _ expected: String) -> Judgement {
    let list = names.joined(separator: ", ")
    guard case .each = wanted else {
      return .error(
        "The answer to \"\(ask)\" has no column \(columns[0]). Please report this as a bug.",
        code: .internalError)
    }
    return .fail(expected: expected, got: "the columns of \"\(ask)\" are \(list)")
  }
}

extension Judgement {
  static func of(
    _ isRight: Bool, expected: String, got: String, evidence: [EvidenceLine]
  ) -> Judgement {
    isRight
      ? .pass(expected: expected, got: got, evidence: evidence)
      : .fail(expected: expected, got: got, evidence: evidence)
  }
}

extension Section {
  /// Lines with places.
  func patterns(_ key: String) throws(LessonFault) -> [Pattern] {
    var patterns: [Pattern] = []
    for text in try strings(key) { patterns.append(try Pattern(text, in: self, key: key)) }
    return patterns
  }
}
