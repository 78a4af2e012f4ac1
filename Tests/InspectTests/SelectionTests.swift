import InspectionProtocol
import Testing
import Time

@testable import Inspect

@Suite struct SelectionTests {
  private let tasks = AnswerTests.answer(
    [
      [.integer(0), .id(1), .text("main"), .stack([16])],
      [.integer(1), .id(2), .text("Ada"), .stack([32])],
      [.integer(1), .id(3), .none, .stack([16])],
    ],
    [
      Column("depth", .integer), Column("task", .id), Column("name", .text), Column("at", .stack),
    ], shape: .tree)
  private let names: CodeNames = [16: "walk() at a.swift:1", 32: "wait() at a.swift:2"]

  private func rows(_ line: String) throws -> [String] {
    let selection = try ConsoleLine("tasks " + line).selection
    return try selection(tasks, names: names).rows.map { row in
      row.map { $0.text(names) }.joined(separator: " ")
    }
  }

  @Test(
    arguments: [
      ("--show name", ["main", "Ada", "-"]), ("--where name=Ada --show task", ["2"]),
      ("--where at=walk* --show task", ["1", "3"]), ("--where at=walk* --last --show task", ["3"]),
      ("--where at=walk* --where name=main --show name", ["main"]),
      ("--first --show name --show task", ["main 1"]), ("--where name=Zoe --show task", []),
      ("--where name=- --show task", ["3"]), ("--where name=ada --show task", []),
      ("--where 'at=* at a.swift:2' --show name", ["Ada"]),
      ("--where depth=1 --show task", ["2", "3"]),
      // Without columns a tree's depth is left out: it would indent rows whose parents are gone.
      ("--where name=Ada", ["2 Ada wait() at a.swift:2"]),
    ])
  func picks(line: String, rows expected: [String]) throws {
    #expect(try rows(line) == expected)
  }

  @Test func withoutASelectionAnAnswerIsAsItWas() throws {
    #expect(try Selection()(tasks) == tasks)
    #expect(try ConsoleLine("tasks --json").selection.isEverything)
  }

  @Test(arguments: ["--show nam", "--where nam=x", "--where name=x --show Name"])
  func aColumnThatIsNotThereIsSaid(line: String) throws {
    let fault = try #require(throws: UnknownColumn.self) { try rows(line) }
    #expect(fault.text.contains("has no column") && fault.text.hasSuffix("task, name, at"))
  }

  @Test(
    arguments: ["--where", "--where name", "--where =x", "--show", "--where | cat", "--show > f"])
  func aSelectionThatEndsTooEarlyIsNotUnderstood(line: String) {
    #expect(throws: ConsoleLine.Fault.self) { try ConsoleLine("tasks " + line) }
  }

  @Test func whatIsQuotedIsAWord() throws {
    let line = try ConsoleLine("arm '--where' is it '--last'")
    #expect(line.words == ["arm", "--where", "is", "it", "--last"])
    #expect(line.selection.isEverything)
  }

  @Test(
    arguments: [
      ("", "", true), ("", "*", true), ("a", "", false), ("abc", "a*c", true), ("ac", "a*c", true),
      ("abcc", "a*c", true), ("ab", "a*c", false), ("aXbXc", "a*b*c", true), ("x", "**", true),
      ("a*b", "a*b", true), ("mississippi", "*iss*pi", true), ("mississippi", "*iss*pix", false),
      ("é", "e*", false), ("e\u{301}", "é", false),
    ] as [(String, String, Bool)])
  func patterns(text: String, pattern: String, matches: Bool) {
    #expect(
      Selection.matches(Array(text.utf8)[...], Array(pattern.utf8)[...]) == matches)
  }

  /// A pattern that tries every place of every star would not come to an end.
  @Test func manyStarsAreSoonDecided() {
    let text = Array(repeating: UInt8(ascii: "a"), count: 1024)
    let pattern = Array(String(repeating: "*a", count: 200).utf8) + [UInt8(ascii: "b")]
    #expect(!Selection.matches(text[...], pattern[...]))
  }
}
