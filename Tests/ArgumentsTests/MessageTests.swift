import Arguments
import Testing

@Suite struct MessageTests {
  @Test(
    arguments: [
      (["--helo"], "unknown option --helo. Did you mean --hello?"),
      (["--ehllo=Hi"], "unknown option --ehllo. Did you mean --hello?"),
      (["-hello=Hi"], "unknown option -hello. Did you mean --hello?"),
      (["---hello"], "unknown option ---hello. Did you mean --hello?"),
      (["hello=Hi"], "unexpected word hello=Hi. Did you mean --hello?"),
      (["--coutn=1"], "unknown option --coutn. Did you mean --count?"),
      (["-v"], "unknown option -v. Did you mean --verbose?"),
      (["--hlp"], "unknown option --hlp. Did you mean --help?"),
      (["-h"], "unknown option -h. --help lists the options"),
      (["--xyz"], "unknown option --xyz. --help lists the options"),
      (["--n"], "unknown option --n. Did you mean --name?"),
      (["4"], "unexpected word 4. --help lists the options"),
      (["--count"], "--count needs a value, such as --count=42"),
      (["--count=ten"], "--count=ten: expected a whole number of 64 bits, such as --count=42"),
      (["--verbose=yes"], "--verbose=yes: expected true or false, such as --verbose=true"),
      (
        ["--pause=5"],
        "--pause=5: expected a whole number and its unit: ns, us, ms, s, m or h, "
          + "such as --pause=250ms"
      ),
      (["--mode=x"], "--mode=x: expected one of plain, fancy, such as --mode=plain"),
      (
        ["--logs="],
        "--logs=\"\": expected levels by source: error, warning, info, debug or quiet, "
          + "such as --logs=*:info,net:debug"
      ),
      (["--\u{1b}[2J\u{9b}é"], "unknown option --?[2J?é. --help lists the options"),
    ])
  func endsWithTheNextStep(words: [String], text: String) {
    #expect(message(Example.table, words) == text)
  }

  @Test func showsNothingAtAnyLength() throws {
    for word in ["--count=", "--", ""].map({ $0 + String(repeating: "é", count: 100_000) }) {
      let text = try #require(message(Example.table, [word]))
      #expect(text.unicodeScalars.count < 200)
      #expect(text.contains("ééé…"))
    }
  }

  /// The pairs at the edge: a third of the longer name may differ, no more.
  @Test(
    arguments: [
      ("abc", "abd", true), ("abc", "bac", true), ("abc", "ab", true), ("abc", "abcd", true),
      ("abc", "add", false), ("ab", "ac", false), ("abcdef", "abcxyf", true),
      ("abcdef", "abxxxf", false), ("abcdef", "badcef", true), ("abcdef", "abcd", true),
      ("abcdef", "abc", false), ("abcdefghi", "ABCdefghi", true), ("abcdefghi", "ABCDefghi", false),
    ])
  func suggestsWhatIsNear(name: String, written: String, isNear: Bool) {
    let table = ArgumentTable(
      unikernel: "one", [ArgumentDefinition(name, .text, .application, .optional, help: "Help.")],
      takesWords: false)
    let text = message(table, ["--" + written + "=x"])
    #expect(text?.hasSuffix("Did you mean --\(name)?") == isNear)
  }

  @Test func ofTwoTheNearerIsSuggested() {
    let names = ["addresses", "address"]
    let table = ArgumentTable(
      unikernel: "two",
      names.map { ArgumentDefinition($0, .text, .application, .optional, help: "Help.") },
      takesWords: false)
    #expect(message(table, ["--adress"])?.hasSuffix("Did you mean --address?") == true)
    #expect(message(table, ["--adresses"])?.hasSuffix("Did you mean --addresses?") == true)
  }
}
