//
// FormatTests.swift - vsnprintf against glibc's, under random formats and arguments.
//
import CNucleus
import Glibc
import Testing

@Suite struct FormatTests {
  /// One format with arguments that fit it.
  struct Sample: CustomStringConvertible {
    var format = ""
    var arguments: [any CVarArg] = []
    var description: String { "\"\(format)\" \(arguments)" }
  }

  /// What a formatter made: its result and the whole buffer, with what it must not have touched.
  struct Outcome: Equatable {
    var length: Int32
    var buffer: [CChar]
  }

  private func ours(_ sample: Sample, size: Int) -> Outcome {
    var buffer = [CChar](repeating: 0x55, count: size + 8)
    let length = withVaList(sample.arguments) { list in
      nucleus_vsnprintf(&buffer, size, sample.format, list)
    }
    return Outcome(length: length, buffer: buffer)
  }

  private func glibcs(_ sample: Sample, size: Int) -> Outcome {
    var buffer = [CChar](repeating: 0x55, count: size + 8)
    let length = withVaList(sample.arguments) { list in
      vsnprintf(&buffer, size, sample.format, list)
    }
    return Outcome(length: length, buffer: buffer)
  }

  private func text(_ format: String, _ arguments: any CVarArg...) -> String {
    let outcome = ours(Sample(format: format, arguments: arguments), size: 200)
    return String(
      decoding: outcome.buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func randomFormatsGiveWhatGlibcGives(seed: UInt64) {
    var maker = SampleMaker(seed: seed)
    for _ in 0..<50 {
      let sample = maker.sample()
      let size = [0, 1, 2, 10, 40, 300][maker.generator.below(6)]
      #expect(ours(sample, size: size) == glibcs(sample, size: size), "\(sample)")
    }
  }

  @Test(arguments: [
    "", "plain", "%%", "%d%%", "a%5d|", "%-5d|", "%05d|", "%+d", "% d", "%+ d", "%.0d|", "%.5d",
    "%08.3d|", "%x", "%#x", "%#X", "%#o", "%#.0o|", "%#.0x|", "%hhd", "%hd", "%hhu", "%hu", "%i",
    "%c|", "%5c|", "%-5c|", "%010x", "%#010x", "%-#10x|", "%.d|", "%.3i",
  ])
  func integersAtTheirEdges(format: String) {
    let edges: [Int32] = [0, 1, -1, 7, 8, 9, 10, 255, 256, -128, 32767, -32768, .max, .min]
    for value in edges {
      let sample = Sample(format: format, arguments: [value])
      #expect(ours(sample, size: 60) == glibcs(sample, size: 60), "\(sample)")
    }
  }

  @Test(
    arguments: ["l", "ll", "z", "j", "t"], ["d", "u", "x", "X", "o", "#o", "#x", "+d", "030d"])
  func longIntegersAtTheirEdges(length: String, conversion: String) {
    let format = "%\(conversion.dropLast())\(length)\(conversion.last!)"
    for value in [0, 1, -1, Int64.max, .min, 0x1_0000_0000] as [Int64] {
      let sample = Sample(format: format, arguments: [value])
      #expect(ours(sample, size: 60) == glibcs(sample, size: 60), "\(sample)")
    }
  }

  @Test func nullPointersHaveNames() {
    let null = Int(0)
    for format in ["%s", "%.3s", "%.6s", "%10s", "%-10s|", "%p", "%20p", "%-20p|"] {
      let sample = Sample(format: format, arguments: [null])
      #expect(ours(sample, size: 60) == glibcs(sample, size: 60), "\(format)")
    }
  }

  @Test func aStringNeedsNoTerminatorWithinItsPrecision() {
    withBytesBeforeAWall(Array("abc".utf8)) { start in
      #expect(text("<%.3s>", UnsafePointer(start)) == "<abc>")
      #expect(text("<%.*s>", Int32(2), UnsafePointer(start)) == "<ab>")
    }
  }

  @Test(arguments: [
    ("%f and %d", "%f and 5"), ("%n%d", "%n5"), ("%-8.3k|%d", "%-8.3k|5"), ("%ls %d", "%ls 5"),
    ("%*y%d", "%*y5"), ("%1$d %d", "%1$d 5"), ("%d%", "5%"), ("%d%-0", "5%-0"), ("%d%ll", "5%ll"),
  ])
  func unknownConversionsAreCopiedAndTakeNoArgument(format: String, expected: String) {
    #expect(text(format, Int32(5)) == expected)
  }

  @Test func aTextThatIsNotFormattedKeepsItsBuffer() {
    var byte: CChar = 0x55
    let length = withVaList([]) { nucleus_vsnprintf(nil, 0, "four", $0) }
    #expect(length == 4)
    #expect(withVaList([]) { nucleus_vsnprintf(&byte, 1, "four", $0) } == 4)
    #expect(byte == 0)
  }

  @Test func snprintfPassesItsArguments() {
    var buffer = [CChar](repeating: 0x55, count: 10)
    #expect(nucleus_test_snprintf(&buffer, 10, "the heap", 42) == 15)
    #expect(buffer == "the heap \0".utf8.map { CChar($0) })
  }
}

extension SharedState {
  @Suite struct FormatOverflowTests {
    @Test(arguments: ["%2147483648d", "%99999999999999999999d", "%.2147483648d", "%-2147483648d"])
    func whatDoesNotFitAnIntIsAnError(format: String) {
      nucleus___errno_location().pointee = 0
      var buffer = [CChar](repeating: 0, count: 20)
      let length = withVaList([Int32(1)]) { nucleus_vsnprintf(&buffer, 20, format, $0) }
      #expect(length == -1)
      #expect(nucleus___errno_location().pointee == Int32(NUCLEUS_EOVERFLOW))
      #expect(withVaList([Int32(1)]) { vsnprintf(&buffer, 20, format, $0) } == -1)
    }
  }
}

/// Makes formats whose meaning C defines (so glibc may be the judge).
struct SampleMaker {
  var generator: Generator

  init(seed: UInt64) { generator = Generator(seed: seed) }

  mutating func sample() -> FormatTests.Sample {
    var sample = FormatTests.Sample()
    for _ in 0..<(1 + generator.below(5)) {
      sample.format += ["", "x", " and ", "100"][generator.below(4)]
      addConversion(to: &sample)
    }
    return sample
  }

  private mutating func addConversion(to sample: inout FormatTests.Sample) {
    let kind = ["d", "i", "u", "x", "X", "o", "c", "s", "p", "%"][generator.below(10)]
    guard kind != "%" else {
      sample.format += "%%"
      return
    }
    sample.format += "%" + flags(for: kind)
    addAmount(to: &sample)
    if kind != "c" && generator.below(2) == 0 {
      sample.format += "."
      addAmount(to: &sample)
    }
    switch kind {
    case "c": sample.arguments.append(Int32(1 + generator.below(127)))
    case "s": addString(to: &sample)
    case "p": sample.arguments.append(Int64(bitPattern: generator.next() >> generator.below(64)))
    default: addInteger(to: &sample)
    }
    sample.format += kind
  }

  private mutating func flags(for kind: String) -> String {
    let allowed: [String] =
      switch kind {
      case "d", "i": ["-", "+", " ", "0"]
      case "u": ["-", "0"]
      case "x", "X", "o": ["-", "0", "#"]
      default: ["-"]
      }
    return allowed.filter { _ in generator.below(3) == 0 }.joined()
  }

  /// A width or precision: none, digits, or * with an argument that may be negative.
  private mutating func addAmount(to sample: inout FormatTests.Sample) {
    switch generator.below(3) {
    case 0: break
    case 1: sample.format += String(1 + generator.below(40))
    default:
      sample.format += "*"
      sample.arguments.append(Int32(generator.below(60) - 20))
    }
  }

  private mutating func addInteger(to sample: inout FormatTests.Sample) {
    let value = Int64(bitPattern: generator.next()) >> Int64(generator.below(64))
    let length = ["", "hh", "h", "l", "ll", "z", "j", "t"][generator.below(8)]
    sample.format += length
    let isShort = length.isEmpty || length.hasPrefix("h")
    sample.arguments.append(isShort ? Int32(truncatingIfNeeded: value) : value)
  }

  private mutating func addString(to sample: inout FormatTests.Sample) {
    let index = generator.below(SampleStrings.pointers.count)
    sample.arguments.append(SampleStrings.pointers[index])
  }
}

/// C strings that live as long as the tests.
private enum SampleStrings {
  static let pointers: [Int] =
    ["", "a", "hello", "a longer text with spaces in it", "\u{e4}\u{20ac}"].map { (text: String) in
      Int(bitPattern: strdup(text))
    }
}
