import Arguments
import Testing

/// The text of `--help`, byte for byte.
@Suite struct HelpTests {
  @Test func everyKindInItsGroup() {
    let definitions =
      Example.definitions.dropLast() + [
        ArgumentDefinition(
          "ipv4-address", .text, .devices, .required,
          help: "The address of the network interface, which no other machine of the network may "
            + "have at the same time; the router tells."),
        ArgumentDefinition(
          "port", .integer, .devices, .fixed("80"), help: "The port to listen on."),
        ArgumentDefinition(
          "suffix", .text, .application, .byDefault(""), help: "What ends a line."),
      ]
    let table = ArgumentTable(unikernel: "hello", Array(definitions), takesWords: true)
    #expect(table.help == HelpTests.everyKind)
    #expect(table.help == table.help)
  }

  private static let everyKind = """
    usage: hello --ipv4-address=TEXT [OPTION]... [--] [WORD]...
           hello --help lists the options

    Devices
      --ipv4-address=TEXT
          The address of the network interface, which no other machine of the
          network may have at the same time; the router tells. (required)
      --port=NUMBER
          The port to listen on. (fixed: 80)

    Application
      --hello=TEXT
          What to say. (default: Hello World!)
      --count=NUMBER
          How often to say it. (default: 4)
      --verbose
          Say more.
      --pause=DURATION
          How long to wait in between. (such as 250ms; default: 1s)
      --mode=WORD
          The manner. (one of plain, fancy; default: plain)
      --peer=TEXT
          Whom to greet. (may be repeated)
      --suffix=TEXT
          What ends a line. (default: "")

    Runtime
      --name=TEXT
          What this instance is called. (default: hello)
      --logs=LEVELS
          What is logged, by source: error, warning, info, debug or quiet. (such as
          *:info,net:debug; default: *:info)
      --delay=DURATION
          How long to wait before devices are connected. (such as 250ms; default:
          0s)
      --help
          Show this help and end.
    """

  @Test func emptyGroupsAreLeftOut() {
    let table = ArgumentTable(unikernel: "nothing", [], takesWords: false)
    #expect(table.usage == "usage: nothing [OPTION]...\n       nothing --help lists the options")
    #expect(table.help.hasPrefix(table.usage + "\n\nRuntime\n  --name=TEXT\n"))
  }

  @Test func linesEndByColumn80WhateverTheLanguage() {
    for word in ["a", "four", "größe", "日本語", "🙂"] {
      let help = Array(repeating: word, count: 200).joined(separator: " ")
      let table = ArgumentTable(
        unikernel: "wide",
        [ArgumentDefinition("x", .text, .application, .byDefault("a  b\n"), help: help)],
        takesWords: false)
      let lines = table.help.split(separator: "\n")
      #expect(lines.allSatisfy { $0.unicodeScalars.count <= 80 })
      // Full: one more word would not have fitted.
      #expect(lines[4].unicodeScalars.count + 1 + word.unicodeScalars.count > 80)
      #expect(table.help.contains("a b?)"))
    }
  }

  @Test func aWordLongerThanALineHasItsOwn() {
    let long = String(repeating: "x", count: 200)
    let table = ArgumentTable(
      unikernel: "long",
      [ArgumentDefinition("x", .text, .application, .optional, help: "See \(long) first.")],
      takesWords: false)
    #expect(table.help.contains("\n      See\n      \(long)\n      first.\n"))
  }

  @Test func manyRequiredOnesWrap() {
    let names = (10..<30).map { "address\($0)" }
    let table = ArgumentTable(
      unikernel: "many",
      names.map { ArgumentDefinition($0, .text, .devices, .required, help: "Help.") },
      takesWords: false)
    let lines = table.usage.split(separator: "\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 80 })
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("       ") })
    #expect(names.allSatisfy { table.usage.contains("--\($0)=TEXT") })
  }
}
