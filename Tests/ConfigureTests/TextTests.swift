import SeededNumbers
import Testing

@testable import Configure

@Suite struct TextTests {
  @Test(arguments: [
    Samples.everything, Unikernel("a", start: "A"), Unikernel("a", start: "A", targets: []),
    Unikernel(
      "a", start: "A",
      needs: [
        .argument(Argument<String>(required: "who", help: "Who.")),
        .argument(Argument<Int?>.optional("most", help: "How many.")),
        .argument(Argument("pause", default: .milliseconds(250), help: "How long.")),
        .argument(Argument<[String]>(listOf: "peer", help: "Whom.")),
        .argument(Argument("loud", default: true, help: "Whether.")), .libraries, .name,
      ]),
  ])
  func comesBackAsItWent(unikernel: Unikernel) throws {
    #expect(try Unikernel(text: unikernel.text) == unikernel)
  }

  @Test(arguments: [
    [""], ["", ""], ["a\tb", "c\nd", "\\", "\\t"], ["é", "\u{1}", "tab\t\t"], ["ends\\"],
  ])
  func fieldsComeBack(fields: [String]) throws {
    let record = Record(fields)
    #expect(!record.line.utf8.contains(UInt8(ascii: "\n")))
    #expect(try #require(Record(line: record.line.utf8)).fields == fields)
  }

  @Test(arguments: ["\\", "a\\x", "a\tb\\"])
  func unknownEscapesAreRefused(line: String) {
    #expect(Record(line: line.utf8) == nil)
  }

  @Test(arguments: [
    "", "unikernel", "unikernel\ta", "unikernel\ta\tx", "unikernel\ta\t1\txen", "what\ta",
    "unikernel\ta\t1\nunikernel\ta\t1", "device\tconsole\tany Console\t1",
    "unikernel\ta\t1\ncall\tf\tsync\t", "unikernel\ta\t1\ndevice\td\tT\t1\ninput\tl\tdevice\t0",
    "unikernel\ta\t1\ndevice\td\tT\t1\ncall\tf\tsync\t\ninput\tl\tdevice\t0",
    "unikernel\ta\t1\ndevice\td\tT\t1\ncall\tf\tsync\t\ninput\tl\tdevice\t-1",
    "unikernel\ta\t1\ndevice\td\tT\t1\nbyTarget\ncase\tunix\t0",
    "unikernel\ta\t1\njob\tA\t1\nparameter\tl\tT\tdevice\t0\t1",
    "unikernel\ta\t1\njob\tA\t1\nparameter\tl\tT\tfact\tmoon\t1", "\u{0}",
  ])
  func otherTextIsRefused(text: String) {
    #expect(throws: Unikernel.Garbled.self) { try Unikernel(text: text) }
  }

  /// A learner's program writes what it likes: no text may trap the reader.
  @Test func noTextTraps() {
    var generator = SplitMix(state: 3)
    let bytes = Array(Samples.everything.text.utf8)
    for _ in 0..<5_000 {
      var changed = bytes
      for _ in 0...Int.random(in: 0..<4, using: &generator) where !changed.isEmpty {
        let place = Int.random(in: changed.indices, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: changed[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: changed.remove(at: place)
        case 2: changed.insert(changed[place], at: 0)
        default: changed.removeLast(min(place, changed.count - 1))
        }
      }
      if let unikernel = try? Unikernel(text: String(decoding: changed, as: UTF8.self)) {
        try? unikernel.check()
      }
    }
  }
}
