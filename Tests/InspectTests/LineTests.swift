import Testing

@testable import Inspect

@Suite struct LineTests {
  @Test(
    arguments: [
      ("", []), ("   ", []), ("# all of it", []), ("tasks", ["tasks"]),
      ("  logs\t20  ", ["logs", "20"]), ("arm 'look at it'", ["arm", "look at it"]),
      (#"a "b \" \\ \c" d\ e"#, ["a", #"b " \ \c"#, "d e"]), ("a''b", ["ab"]), ("''", [""]),
      ("tasks # not this", ["tasks"]), ("a#b", ["a#b"]), ("\\x", ["\\x"]),
      ("a \\\n b", ["a", "b"]),
      ("'ü 漢' é", ["ü 漢", "é"]), ("\\| \\> \\#", ["|", ">", "#"]),
    ] as [(String, [String])])
  func words(text: String, words: [String]) throws {
    #expect(try ConsoleLine(text).words == words)
    #expect(try ConsoleLine(text).sink == .screen)
  }

  @Test(arguments: [
    ("arm 'why", ConsoleLine.Reason.singleQuote), ("arm \"why", .doubleQuote),
    ("tasks \\", .backslash), ("tasks \\\n", .backslash), ("a 'b' \"", .doubleQuote),
  ])
  func unfinishedLinesSayWhatTheyWaitFor(text: String, reason: ConsoleLine.Reason) {
    #expect(throws: ConsoleLine.Fault.incomplete(reason)) { try ConsoleLine(text) }
  }

  @Test func sinks() throws {
    #expect(try ConsoleLine("tasks | head -n 2 | wc").sink == .shell("head -n 2 | wc"))
    #expect(try ConsoleLine("tasks|cat").words == ["tasks"])
    #expect(try ConsoleLine("tasks > a.txt").sink == .file("a.txt", appends: false))
    #expect(try ConsoleLine("tasks >> 'a b'").sink == .file("a b", appends: true))
    #expect(try ConsoleLine("tasks --json >x").form == .json)
    #expect(try ConsoleLine("tasks '--json'").words == ["tasks", "--json"])
    #expect(try ConsoleLine("tasks --expanded").form == .expanded)
  }

  @Test(arguments: ["tasks |", "tasks | ", "tasks >", "tasks > a b", "tasks > a | b"])
  func wrongSinksAreSaid(text: String) {
    #expect(throws: ConsoleLine.Fault.self) { try ConsoleLine(text) }
  }
}
