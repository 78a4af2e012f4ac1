import SeededNumbers
import Testing

@testable import Machines

@Suite struct BootArgumentsTests {

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func everythingSurvives(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let alphabet: [Unicode.Scalar] =
      ["\"", "\\", " ", "\t", "\n", "\r", "\u{b}", "\u{c}", "\u{1}", "\u{7f}", "a", "-", "=", "'"]
      + ["$", "`", "\u{301}", "é", "\u{85}", "\u{2028}", "😀"]
    for _ in 0..<200 {
      let arguments = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        (0..<Int.random(in: 0...12, using: &random)).reduce(into: "") { text, _ in
          text.unicodeScalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
        }
      }
      let line = try BootArguments.quote(arguments)
      #expect(BootArguments.split(line.utf8) == arguments.map { Array($0.utf8) })
    }
  }

  @Test(arguments: [
    ("", []), ("  ", []), ("a b", ["a", "b"]), ("a\tb\n", ["a", "b"]), (#""a b"c"#, ["a bc"]),
    (#"a\ b"#, ["a b"]), (#""a\"b""#, [#"a"b"#]), (#""" x"#, ["", "x"]), (#"\\"#, [#"\"#]),
    (#"a"b"#, ["ab"]), (#"a\"#, [#"a\"#]), (#""a\""#, [#"a""#]),
  ])
  func splitsByTheRules(line: String, arguments: [String]) {
    #expect(BootArguments.split(line.utf8).map { String(decoding: $0, as: UTF8.self) } == arguments)
  }

  @Test(arguments: [(["--name=x", "b"], "--name=x b"), ([""], #""""#), ([#"a"b"#], #""a\"b""#)])
  func quotesOnlyWhatNeedsIt(arguments: [String], line: String) throws {
    #expect(try BootArguments.quote(arguments) == line)
  }

  @Test func limitIsExact() throws {
    #expect(try BootArguments.quote([String(repeating: "x", count: 4000)]).utf8.count == 4000)
    #expect(throws: MachineFailure.environment(Messages.commandLineTooLong(4001))) {
      try BootArguments.quote([String(repeating: "x", count: 4001)])
    }
  }

  @Test func nulIsRefused() {
    #expect(throws: MachineFailure.environment(Messages.argumentHoldsNul("a\0b"))) {
      try BootArguments.quote(["a\0b"])
    }
  }
}
