import Testing

@Suite struct ParseTests {
  private static let whole = """
    Prose.

      $ cat > file << END
      > one
      >
      > END
      $ cat file; false
      one

      two
      [1]
      $ printf 'a\\n\\n'
      a

      [0]

    More prose.

    """

  @Test func aTranscriptIsProseCommandsOutputsAndStatuses() throws {
    let commands = try Transcript(parsing: ParseTests.whole).commands
    #expect(commands.map(\.line) == [3, 7, 12])
    #expect(
      commands.map(\.text) == [
        "cat > file << END\none\n\nEND", "cat file; false", "printf 'a\\n\\n'",
      ])
    #expect(commands.map { $0.output.map(\.written) } == [[], ["one", "", "two"], ["a", ""]])
    #expect(commands.map(\.status) == [0, 1, 0])
  }

  @Test func writingATranscriptGivesTheSameFile() throws {
    #expect(try Transcript(parsing: ParseTests.whole).text == ParseTests.whole)
  }

  @Test func emptyLinesAfterOutputAreProse() throws {
    let transcript = try Transcript(parsing: "  $ a\n  x\n\n\n  $ b\n")
    #expect(transcript.commands[0].output.map(\.written) == ["x"])
    #expect(transcript.text == "  $ a\n  x\n\n\n  $ b\n")
  }

  @Test(arguments: [
    ("", 1, "no command"),
    ("Only prose.\n", 1, "no command"),
    ("  output\n", 1, "none is above"),
    ("  $ a\nprose\n  output\n", 3, "none is above"),
    ("  > more\n", 1, "none is above"),
    ("  $ a\n  [1]\n  out\n", 3, "nothing may follow"),
    ("  $ a\n  [1]\n  [2]\n", 3, "nothing may follow"),
    ("prose\n $ a\n", 2, "two spaces"),
    ("\t$ a\n", 1, "two spaces"),
    ("  $ a\n  $\n", 2, "no command after"),
    ("  $ a\n  b( (re)\n", 2, "no regular expression"),
    ("  $ a\n  b\\q (esc)\n", 2, "escapes are"),
  ])
  func whatIsNoTranscriptIsRefusedWithItsLine(text: String, line: Int, words: String) {
    let fault = #expect(throws: TranscriptFault.self) { try Transcript(parsing: text) }
    #expect(fault?.line == line)
    #expect(fault?.reason.contains(words) == true, "\(fault?.reason ?? "")")
  }
}
