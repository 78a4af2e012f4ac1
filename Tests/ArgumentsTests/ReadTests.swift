import Arguments
import Testing

@Suite struct ReadTests {
  @Test func theLastCountsAndTextsAccumulate() throws {
    let values = try Example.table.read([
      "--count=1", "--peer=a", "--hello", "x", "--peer", "b", "--count", "2", "--peer=",
      "--hello=y",
    ])
    #expect(values.integer(Example.count) == 2)
    #expect(values.text(Example.hello) == "y")
    #expect(values.texts(Example.peer) == ["a", "b", ""])
  }

  @Test(
    arguments: [
      (["a", "--count=2", "b"], ["a", "b"]),
      (["--", "--count=2", "--help", "--"], ["--count=2", "--help", "--"]),
      (["a", "--", "-x"], ["a", "-x"]), (["-"], ["-"]), (["", " "], ["", " "]), (["--"], []),
      (["é", "日本語 🙂"], ["é", "日本語 🙂"]),
    ])
  func wordsAreForTheApplicationThatTakesThem(given: [String], words: [String]) throws {
    #expect(try Example.withWords.read(given).words == words)
  }

  @Test(arguments: [["a"], ["--count", "2", "3"], ["--", "a"], ["-"], [""], ["--", "--count=2"]])
  func wordsAreRefusedElse(given: [String]) {
    #expect(message(Example.table, given)?.hasPrefix("unexpected word ") == true)
    #expect(throws: ArgumentFailure.self) { try Example.withWords.given(given) }
  }

  @Test(
    arguments: [
      ["--name"], ["--name", "--count=2"], ["--name", "--"], ["--count=1", "--hello"],
    ])
  func aValueIsNoOption(words: [String]) {
    #expect(message(Example.withWords, words)?.contains(" needs a value, such as --") == true)
  }

  @Test func helpComesBeforeWhateverElseIsWrong() {
    for words in [["--help"], ["--bogus", "--help"], ["--count=x", "a", "--help", "--"]] {
      #expect(throws: ArgumentFailure.help) { try Example.table.read(words) }
      #expect(throws: ArgumentFailure.help) { try Example.table.given(words) }
    }
    #expect(throws: ArgumentFailure.help) { try Example.table.read(["--help=true"]) }
    // A value that reads like it is a value.
    #expect(throws: Never.self) { try Example.table.read(["--hello=--help"]) }
  }

  @Test func whatIsRequiredMustBeGiven() throws {
    let table = Example.one(.integer, .required)
    #expect(message(table, []) == "--x is required. Give it, such as --x=42")
    #expect(try table.read(["--x=3"]).integer(0) == 3)
    #expect(message(Example.one(.texts, .required), ["--name=x"])?.contains("required") == true)
    #expect(try table.given([]) == [])
  }

  @Test func whatIsFixedMayBeRepeatedOnly() throws {
    let table = Example.one(.text, .fixed("abc"))
    #expect(try table.read([]).text(0) == "abc")
    #expect(try table.read(["--x=abc", "--x", "abc"]).text(0) == "abc")
    #expect(
      message(table, ["--x=ab"])
        == "--x=ab: this image was made for another value, abc. Configure and build again: "
        + "mirador configure --x=…")
    // Configuring is how it is changed.
    #expect(try table.given(["--x=ab"]).map(\.text) == ["ab"])
    #expect(try Example.one(.flag, .fixed("true")).read(["--x"]).flag(0))
    #expect(message(Example.one(.flag, .fixed("false")), ["--x"]) != nil)
  }

  @Test func configuringGivesTheLastOfEachInTheOrderOfDefinitions() throws {
    let given = try Example.table.given([
      "--peer=a", "--verbose", "--count=1", "--peer=b", "--count=2", "--hello", "Hi there",
    ])
    let seen = given.map { "\($0.index) \($0.text)" }
    #expect(seen == ["0 Hi there", "1 2", "2 true", "5 a", "5 b"])
  }

  @Test func configuringTakesNoneOfTheRuntimes() {
    for word in ["--name=x", "--logs=*:debug", "--delay=1s"] {
      let option = word.prefix { $0 != "=" }
      #expect {
        try Example.table.given([word])
      } throws: {
        ($0 as? ArgumentFailure)?.message.hasPrefix(
          "\(option) belongs to every unikernel and is given at boot: mirador run … -- \(option)=")
          == true
      }
    }
  }

  @Test func namesAreComparedByteForByte() {
    #expect(message(Example.table, ["--Hello=x"])?.hasPrefix("unknown option --Hello.") == true)
    #expect(message(Example.table, ["--hell=x"])?.hasPrefix("unknown option --hell.") == true)
    #expect(message(Example.table, ["--=x"])?.hasPrefix("unknown option --.") == true)
    #expect(message(Example.table, ["---"])?.hasPrefix("unknown option ---.") == true)
  }
}
