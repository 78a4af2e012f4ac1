import Testing

@Suite struct OutputLineTests {
  private let places = Places(here: "/tmp/run.1/here", root: "/src/mirador")

  @Test(arguments: [
    ("plain", "plain"),
    ("took {time}", "took 0.12 s"),
    ("{number} bytes, {number} more", "12 bytes, 345678 more"),
    ("at {address}", "at 0x0000000000105c35"),
    ("in {here}/a and {root}/b", "in /tmp/run.1/here/a and /src/mirador/b"),
    ("{time}", "{time}"),
    ("{\"a\": {number}}", "{\"a\": 5}"),
    ("{unknown}", "{unknown}"),
    ("a+ b (re)", "aaa b"),
    ("a\\tb\\x20 (esc)", "a\tb "),
    ("\\\\ (esc)", "\\"),
  ])
  func aLineMatchesWhatItAllows(written: String, seen: String) throws {
    let line = try OutputLine(parsing: written[...], number: 1)
    #expect(line.matches(SeenLine(text: seen), places: places))
  }

  @Test(arguments: [
    ("plain", "plain "),
    ("plain", "Plain"),
    ("took {time}", "took 12 s"),
    ("took {time}", "took 0.12 s."),
    ("{number} bytes", "-1 bytes"),
    ("{number}", ""),
    ("at {address}", "at 0x105c35"),
    ("in {here}", "in /tmp/runX1/here"),
    ("{unknown}", "5"),
    ("a.c", "abc"),
    ("a.{number}", "ab5"),
    ("b (re)", "abc"),
    ("a+ (re)", "a+ (re)"),
    ("a (esc)", "a (esc)"),
  ])
  func aLineMatchesNothingElse(written: String, seen: String) throws {
    let line = try OutputLine(parsing: written[...], number: 1)
    #expect(!line.matches(SeenLine(text: seen), places: places))
  }

  @Test func aMissingNewlineMatters() throws {
    let open = SeenLine(text: "a", isUnterminated: true)
    let closed = SeenLine(text: "a")
    let wantsOpen = try OutputLine(parsing: "a (no-eol)", number: 1)
    let wantsClosed = try OutputLine(parsing: "a", number: 1)
    #expect(wantsOpen.matches(open, places: places) && !wantsOpen.matches(closed, places: places))
    #expect(
      wantsClosed.matches(closed, places: places) && !wantsClosed.matches(open, places: places))
  }

  @Test(arguments: [
    "plain", "", "$ a", "> a", "$", ">", "[3]", "[x]", "a ", " ", "a\tb", "\u{1b}[1mb\u{1b}[0m",
    "a\r",
    "x (re)", "x (esc)", "x (no-eol)", "Grüße", "C:\\x", "\\ ", "a {time}", "/tmp/run.1/here/x",
    "/src/mirador",
  ])
  func aRecordedLineIsReadBackAsTheSame(text: String) throws {
    for isUnterminated in [false, true] where !(text.isEmpty && isUnterminated) {
      let seen = SeenLine(text: text, isUnterminated: isUnterminated)
      for isFirst in [true, false] where !(isFirst && text.isEmpty) {
        let line = OutputLine(recording: seen, isFirst: isFirst, places: places)
        #expect(!line.written.hasSuffix(" ") && !line.written.contains("/tmp/run.1"))
        let before = isFirst ? "" : "  x\n"
        let transcript = try Transcript(parsing: "  $ a\n\(before)  \(line.written)\n  y\n")
        let output = try #require(transcript.commands.first?.output)
        try #require(output.count == (isFirst ? 2 : 3))
        let read = output[output.count - 2]
        #expect(read.matches(seen, places: places))
        #expect(!read.matches(SeenLine(text: text + "x"), places: places))
      }
    }
  }

  @Test func aComparisonShowsWhatIsMissingAndWhatIsMore() throws {
    let expected = try ["a", "took {time}", "c"].map { try OutputLine(parsing: $0[...], number: 1) }
    let seen = ["a", "b", "took 1.00 s"].map { SeenLine(text: $0) }
    let comparison = Comparison(expected, seen, places: places)
    #expect(!comparison.isEqual)
    #expect(comparison.lines == ["  a", "+ b", "  took {time}", "- c"])
    #expect(comparison.updated.map(\.written) == ["a", "b", "took {time}"])
  }
}
