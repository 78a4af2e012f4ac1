import Machines
import PlatformParts
import Testing

/// The guest's splitter of command lines against the workbench's quoting and splitting.
@Suite struct ArgumentTests {
  /// What the guest makes of a command line; nil when there are more arguments than `limit`.
  private func split(_ line: [UInt8], limit: Int = 256) -> [[UInt8]]? {
    var buffer = line.map(CChar.init(bitPattern:)) + [0]
    var arguments = [UnsafePointer<CChar>?](repeating: nil, count: limit)
    return buffer.withUnsafeMutableBufferPointer { buffer in
      let count = split_arguments(buffer.baseAddress, &arguments, limit)
      guard count <= limit else { return nil }
      return arguments.prefix(count).map { start in
        var bytes: [UInt8] = []
        var next = start!
        while next.pointee != 0 {
          bytes.append(UInt8(bitPattern: next.pointee))
          next += 1
        }
        return bytes
      }
    }
  }

  @Test(
    arguments: [
      ("", []), ("   ", []), ("a", ["a"]), (" a  b ", ["a", "b"]), ("\"a b\"", ["a b"]),
      ("a\" \"b", ["a b"]), ("\"\"", [""]), ("\"\" \"\"", ["", ""]), ("a\\ b", ["a b"]),
      ("\"a\\\"b\"", ["a\"b"]), ("a\\", ["a\\"]), ("\\", ["\\"]), ("\"open end", ["open end"]),
      ("a\tb\nc\u{b}d\u{c}e\rf", ["a", "b", "c", "d", "e", "f"]), ("é 日本", ["é", "日本"]),
    ] as [(String, [String])])
  func splitsByTheRules(line: String, arguments: [String]) {
    #expect(split(Array(line.utf8)) == arguments.map { Array($0.utf8) })
  }

  @Test func takesWhatTheWorkbenchQuotesByteForByte() throws {
    var generator = SystemRandomNumberGenerator()
    let letters = Array("ab \"\\\t\n\r\u{b}'=é🙂".unicodeScalars)
    for _ in 0..<2000 {
      let arguments = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...8, using: &generator) {
          text.append(letters.randomElement(using: &generator)!)
        }
        return String(text)
      }
      let line = try BootArguments.quote(arguments)
      #expect(split(Array(line.utf8)) == arguments.map { Array($0.utf8) }, "\(line)")
    }
  }

  @Test func splitsAnyBytesAsTheWorkbenchDoes() {
    var generator = SystemRandomNumberGenerator()
    let bytes = Array("a\"\\ \t\u{b}\n\u{1}".utf8) + [0x80, 0xff]
    for _ in 0..<5000 {
      let line = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        bytes.randomElement(using: &generator)!
      }
      #expect(split(line) == BootArguments.split(line), "\(line)")
    }
  }

  @Test func moreThanThereIsRoomForIsSaid() {
    #expect(split(Array("a b c".utf8), limit: 3)?.count == 3)
    #expect(split(Array("a b c ".utf8), limit: 3)?.count == 3)
    #expect(split(Array("a b c d".utf8), limit: 3) == nil)
  }
}
