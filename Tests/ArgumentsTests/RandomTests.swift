import Arguments
import Testing
import Time

/// Random words: what is given comes back, and nothing traps.
@Suite struct RandomTests {
  /// Xorshift: the same words in every run, so that a failure can be repeated.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  private static let alphabet: [Character] = [
    "a", "e", "h", "l", "o", "-", "-", "=", " ", "\"", "'", "\\", "\n", "\t", ",", ":", "*", "0",
    "9", "s", "m", "é", "e\u{301}", "日", "🙂", "\u{1b}", "\0", "$", "`",
  ]

  private static func text(_ generator: inout Generator, upTo limit: Int) -> String {
    let count = Int.random(in: 0...limit, using: &generator)
    return String((0..<count).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
  }

  /// `--name=value` or, where the value allows it, `--name value`.
  private static func spelled(
    _ name: String, _ value: String, _ generator: inout Generator
  ) -> [String] {
    let separate = Bool.random(using: &generator) && !value.hasPrefix("--")
    return separate ? ["--" + name, value] : ["--\(name)=\(value)"]
  }

  @Test func whatIsGivenComesBack() throws {
    var generator = Generator(state: 0x5eed)
    for _ in 0..<5_000 {
      let hello = RandomTests.text(&generator, upTo: 12)
      let count = Int.random(in: .min ... .max, using: &generator)
      let pause = Int64.random(in: 0...Int64.max, using: &generator)
      let verbose = Bool.random(using: &generator)
      let peers = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        RandomTests.text(&generator, upTo: 8)
      }
      let rest = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        RandomTests.text(&generator, upTo: 8)
      }
      var options = [
        RandomTests.spelled("hello", hello, &generator),
        RandomTests.spelled("count", "\(count)", &generator),
        RandomTests.spelled("pause", "\(pause)ns", &generator), ["--verbose=\(verbose)"],
      ]
      options.shuffle(using: &generator)
      options += peers.map { RandomTests.spelled("peer", $0, &generator) }
      let values = try Example.withWords.read(options.flatMap { $0 } + ["--"] + rest)
      #expect(values.text(Example.hello).utf8.elementsEqual(hello.utf8))
      #expect(values.integer(Example.count) == count)
      #expect(values.duration(Example.pause).nanoseconds == pause)
      #expect(values.flag(Example.verbose) == verbose)
      #expect(values.texts(Example.peer).map { Array($0.utf8) } == peers.map { Array($0.utf8) })
      #expect(values.words.map { Array($0.utf8) } == rest.map { Array($0.utf8) })
    }
  }

  @Test func noWordsTrap() {
    var generator = Generator(state: 0xf0_22)
    var accepted = 0
    for _ in 0..<100_000 {
      let words = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
        RandomTests.word(&generator)
      }
      let table = Bool.random(using: &generator) ? Example.table : Example.withWords
      do throws(ArgumentFailure) {
        let values = try table.read(words)
        RandomTests.use(values)
        accepted += 1
      } catch {
        let message = error.message
        // `#expect` itself takes longer than reading the words.
        if message.isEmpty || message.utf8.contains(UInt8(ascii: "\n")) {
          Issue.record("\(message.debugDescription) for \(words)")
        }
      }
      _ = try? table.given(words)
    }
    // The words are neither all wrong nor all right.
    #expect((10_000..<90_000).contains(accepted))
  }

  /// Mostly an option or nearly one.
  private static func word(_ generator: inout Generator) -> String {
    let names = Example.definitions.map(\.name) + ["name", "logs", "delay", "help", "", "helo"]
    let values = ["1", "-1", "true", "5s", "*:debug", "plain", "", "é"]
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return text(&generator, upTo: 9)
    case 1: return "--" + (names.randomElement(using: &generator) ?? "")
    case 2: return values.randomElement(using: &generator) ?? ""
    default:
      return "--" + (names.randomElement(using: &generator) ?? "") + "="
        + (Bool.random(using: &generator)
          ? text(&generator, upTo: 4) : values.randomElement(using: &generator) ?? "")
    }
  }

  /// Every access that generated code makes.
  private static func use(_ values: ArgumentValues) {
    _ = (values.name, values.logs, values.delay, values.words)
    _ = (values.text(Example.hello), values.integer(Example.count), values.flag(Example.verbose))
    _ = (values.duration(Example.pause), values.text(Example.mode), values.texts(Example.peer))
    _ = values.optionalText(Example.trace).map { LogThresholds($0) }
  }
}
