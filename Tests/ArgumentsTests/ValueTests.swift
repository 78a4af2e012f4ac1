import Arguments
import Testing
import Time

/// Every kind, its valid and invalid values, in both spellings.
@Suite struct ValueTests {
  @Test(
    arguments: [
      ("0", 0), ("4", 4), ("-3", -3), ("+7", 7), ("007", 7), ("-0", 0),
      ("9223372036854775807", .max), ("-9223372036854775808", .min),
    ] as [(String, Int)])
  func integers(text: String, value: Int) throws {
    for words in [["--x=" + text], ["--x", text]] {
      let values = try Example.one(.integer).read(words)
      #expect(values.integer(0) == value)
      #expect(values.optionalInteger(0) == value)
    }
  }

  @Test(
    arguments: [
      ("10ns", 10), ("1500us", 1_500_000), ("250ms", 250_000_000), ("5s", 5_000_000_000),
      ("2m", 120_000_000_000), ("1h", 3_600_000_000_000), ("0s", 0), ("007s", 7_000_000_000),
      ("9223372036854775807ns", .max), ("9223372036s", 9_223_372_036_000_000_000),
    ] as [(String, Int64)])
  func durations(text: String, nanoseconds: Int64) throws {
    for words in [["--x=" + text], ["--x", text]] {
      let values = try Example.one(.duration).read(words)
      #expect(values.duration(0).nanoseconds == nanoseconds)
      #expect(values.optionalDuration(0)?.nanoseconds == nanoseconds)
    }
  }

  @Test(
    arguments: ["", "a", "a b", "=", "a=b", "-3", "日本語", "e\u{301}", "\n", "--hello", "--", "\0"])
  func textsOfAnyKind(text: String) throws {
    let values = try Example.one(.text).read(["--x=" + text])
    #expect(Array(values.text(0).utf8) == Array(text.utf8))
    guard !text.hasPrefix("--") else { return }
    #expect(Array(try Example.one(.text).read(["--x", text]).text(0).utf8) == Array(text.utf8))
  }

  @Test func flags() throws {
    let table = Example.one(.flag)
    #expect(try !table.read([]).flag(0))
    #expect(try table.read(["--x"]).flag(0))
    #expect(try table.read(["--x=true"]).flag(0))
    #expect(try !table.read(["--x=false"]).flag(0))
    #expect(try !table.read(["--x", "--x=false"]).flag(0))
    // A flag takes a value only with `=`.
    #expect(message(table, ["--x", "false"])?.hasPrefix("unexpected word false") == true)
    #expect(try Example.one(.flag, .byDefault("true")).read([]).flag(0))
    #expect(try !Example.one(.flag, .byDefault("true")).read(["--x=false"]).flag(0))
  }

  @Test func choices() throws {
    let table = Example.one(.choice(["plain", "größer"]))
    #expect(try table.read(["--x=plain"]).text(0) == "plain")
    #expect(try table.read(["--x", "größer"]).text(0) == "größer")
  }

  @Test func logLevels() throws {
    #expect(try Example.one(.logLevels).read(["--x=*:info,net:debug"]).text(0).count == 16)
  }

  @Test(
    arguments: [
      (.integer, ["", "-", "+", "ten", "1.5", " 1", "1 ", "--1", "1e3", "0x10", "٣"]),
      (.integer, ["9223372036854775808", "-9223372036854775809", "99999999999999999999999"]),
      (.flag, ["", "yes", "no", "1", "True", "true "]),
      (.duration, ["", "5", "s", "ms", "-1s", "+1s", "1.5s", "1 s", "1d", "1ss", "1mss", "1S"]),
      (.duration, ["9223372036854775808ns", "9223372037s", "2562048h", "1m30s", "1µs"]),
      (.choice(["plain", "fancy"]), ["", "Plain", "plai", "plainer", "plain "]),
      (.logLevels, ["", "loud", "net:", "*:info,"]),
    ] as [(ArgumentKind, [String])])
  func refusesValuesOfAnotherKind(kind: ArgumentKind, texts: [String]) {
    let table = Example.one(kind)
    let definition = ArgumentDefinition("x", kind, .application, .optional, help: "Help.")
    for text in texts {
      #expect(throws: ArgumentFailure.wrongValue(definition, text)) {
        try table.read(["--x=" + text])
      }
      #expect(throws: ArgumentFailure.wrongValue(definition, text)) {
        try table.given(["--x=" + text])
      }
    }
  }

  @Test func whatIsNotGivenIsTheDefaultOrNothing() throws {
    let values = try Example.table.read([])
    #expect(values.text(Example.hello) == "Hello World!")
    #expect(values.integer(Example.count) == 4)
    #expect(values.duration(Example.pause) == .seconds(1))
    #expect(values.text(Example.mode) == "plain")
    #expect(values.texts(Example.peer) == [])
    #expect(values.optionalText(Example.trace) == nil)
    let optional = try Example.one(.integer).read([])
    #expect(optional.optionalInteger(0) == nil)
    #expect(optional.optionalDuration(0) == nil)
    #expect(try Example.one(.texts, .byDefault("a b")).read([]).texts(0) == ["a b"])
    let several = Example.one(.texts, .byDefault("a\n\né\n"))
    #expect(try several.read([]).texts(0) == ["a", "", "é", ""])
    #expect(try several.read(["--x=y"]).texts(0) == ["y"])
  }

  @Test func theRuntimesOwn() throws {
    let values = try Example.table.read([])
    #expect(values.name == "hello")
    #expect(values.logs == LogThresholds("*:info"))
    #expect(values.delay == .zero)
    let given = try Example.table.read(["--name", "an otter", "--logs=net:debug", "--delay=2s"])
    #expect(given.name == "an otter")
    #expect(given.logs.level(for: "net") == .debug)
    #expect(given.delay == .seconds(2))
  }
}
