import InspectionProtocol
import Testing

import struct Time.Duration

@testable import Inspect

@Suite struct ArgumentTests {
  private let declaration = CommandDeclaration(
    "do", help: "", explanation: "",
    arguments: [
      CommandArgument("id", .id(command: "tasks"), isRequired: true, help: "which"),
      CommandArgument("level", .level, isRequired: false, help: ""),
      CommandArgument("how", .choice(["up", "down"]), isRequired: false, help: ""),
      CommandArgument("time", .duration, isRequired: false, help: ""),
      CommandArgument("n", .integer, isRequired: false, help: ""),
      CommandArgument("rest", .text, isRequired: false, help: ""),
    ])

  @Test func wordsBecomeValues() throws {
    #expect(declaration.usage == "do ID [LEVEL] [HOW] [TIME] [N] [REST]")
    let words = ["#7", "quiet", "up", "250ms", "-3", "all", "the", "rest"]
    #expect(
      try declaration.values(of: words) == [
        .id(7), .text("quiet"), .text("up"), .duration(.milliseconds(250)), .integer(-3),
        .text("all the rest"),
      ])
    #expect(try declaration.values(of: ["1"]) == [.id(1)])
  }

  @Test(arguments: [
    ([], "do wants ID: which"), (["x"], "\"x\" is no ID: an id that `tasks` lists"),
    (["-1"], "\"-1\" is no ID: an id that `tasks` lists"),
    (["1", "loud"], "\"loud\" is no LEVEL: one of error, warning, info, debug, quiet"),
    (["1", "info", "left"], "\"left\" is no HOW: one of up, down"),
    (
      ["1", "info", "up", "5"],
      "\"5\" is no TIME: a length of time with its unit, such as 250ms or 5s"
    ), (["1", "info", "up", "5s", "many"], "\"many\" is no N: a number"),
  ])
  func wrongWordsSayWhatIsWanted(words: [String], text: String) {
    #expect(throws: ArgumentFault(text: text, usage: declaration.usage)) {
      try declaration.values(of: words)
    }
  }

  @Test func superfluousWordsAreRefused() {
    let none = CommandDeclaration("clock", help: "", explanation: "")
    #expect(throws: ArgumentFault(text: "clock takes no \"x\"", usage: "clock")) {
      try none.values(of: ["x"])
    }
  }
}
