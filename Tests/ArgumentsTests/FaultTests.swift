import Arguments
import Testing

/// What config.swift must not declare.
@Suite struct FaultTests {
  private func fault(
    _ name: String = "x", _ kind: ArgumentKind = .text, _ group: ArgumentGroup = .application,
    _ presence: ArgumentPresence = .optional, help: String = "Help."
  ) -> String? {
    ArgumentTable.fault(
      unikernel: "one", [ArgumentDefinition(name, kind, group, presence, help: help)])
  }

  @Test func soundDefinitionsHaveNone() {
    #expect(ArgumentTable.fault(unikernel: "hello", Example.definitions) == nil)
    for name in ["x", "a-b-c", "ipv4", "X509", "a1-2b", String(repeating: "n", count: 64)] {
      #expect(fault(name) == nil)
    }
    #expect(fault(help: "Größe 日本語.") == nil)
    #expect(fault("x", .text, .devices, .required) == nil)
  }

  @Test(
    arguments: [
      "", "-", "a-", "-a", "a--b", "4x", "a_b", "a b", "a=b", "é", "a\n",
      String(repeating: "n", count: 65),
    ])
  func names(name: String) {
    #expect(fault(name)?.contains("is no name for an argument: use letters, digits") == true)
  }

  @Test(arguments: ["name", "logs", "delay", "help"])
  func namesOfTheRuntime(name: String) {
    #expect(fault(name) == "every unikernel has --\(name) already: choose another name")
  }

  @Test func namesAreUnique() {
    let twice = Example.definitions + [Example.definitions[1]]
    #expect(
      ArgumentTable.fault(unikernel: "hello", twice)
        == "--count is declared twice: rename one of the two")
  }

  @Test(
    arguments: [
      (.integer, "four"), (.integer, "9223372036854775808"), (.flag, "yes"), (.duration, "5"),
      (.choice(["a", "b"]), "c"), (.logLevels, "loud"),
    ] as [(ArgumentKind, String)])
  func defaultsAreOfTheKind(kind: ArgumentKind, text: String) {
    for presence in [ArgumentPresence.byDefault(text), .fixed(text)] {
      #expect(
        fault("x", kind, .application, presence)?.hasPrefix("--x cannot be \"\(text)\": expected ")
          == true)
    }
  }

  @Test func choices() {
    #expect(
      fault("x", .choice([])) == "--x is a choice of nothing: give it words to choose from")
    #expect(fault("x", .choice(["a", "b", "a"])) == "--x has the choice a twice: remove one")
    for word in ["", "two words", "a\tb"] {
      #expect(fault("x", .choice(["a", word]))?.hasSuffix("write each as one word") == true)
    }
  }

  @Test func groupAndHelp() {
    #expect(fault("x", .text, .runtime)?.contains("use .application or .devices") == true)
    for help in ["", "  "] { #expect(fault(help: help)?.contains("has no help") == true) }
    for help in ["a\nb", "a\u{1b}[1m", "\u{85}"] {
      #expect(fault(help: help)?.hasSuffix("use one line") == true)
    }
  }
}
