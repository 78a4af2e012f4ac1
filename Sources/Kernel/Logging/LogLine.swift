// A line of the log in the making, in fixed memory.
//
//   begin()  append…  end()        end() writes it to the console, in one piece, and to the history
//
// What a message or a value contains cannot pass for another line, another field or a terminal's
// command: bytes that no terminal prints are written as \n, \r, \t or \u{1b}. These are the ASCII controls
// and DEL, the controls of Latin 1 (U+0080-U+009F, one of which begins terminal commands as ESC [ does),
// and the characters that break lines or change the direction of text (U+2028, U+2029, U+202A-U+202E,
// U+2066-U+2069). In a value, and only there, " and \ are preceded by a backslash.

internal import Platform
internal import Time

/// A line in the making. There is one at a time: whoever begins one ends it before anything else runs.
struct LogLine {
  private let bytes: UnsafeMutablePointer<UInt8>
  private var count = 0
  /// Something did not fit; all that follows is left out.
  private var isCut = false

  /// Room for the mark of a cut, three bytes, and the newline is kept.
  private static let limit = LogLimits.line - 4

  private nonisolated(unsafe) static var memory: UnsafeMutablePointer<UInt8>?

  private init(_ bytes: UnsafeMutablePointer<UInt8>) { unsafe self.bytes = unsafe bytes }

  /// An empty line.
  static func begin() -> LogLine {
    if let memory = unsafe memory { return unsafe LogLine(memory) }
    let made = UnsafeMutablePointer<UInt8>.allocate(capacity: LogLimits.line)
    unsafe memory = unsafe made
    return unsafe LogLine(made)
  }

  /// Writes the line out.
  mutating func end() {
    // Safety: `limit` leaves room for these.
    if isCut {
      for byte in "…".utf8 { store(byte) }
    }
    store(UInt8(ascii: "\n"))
    #if hasFeature(Embedded)
      // What `print` has begun comes first.
      nucleus_flush()
    #endif
    // Safety: `count` bytes were stored.
    unsafe platform_console_write(bytes, count)
    unsafe LogHistory.append(UnsafeBufferPointer(start: bytes, count: count))
  }

  // MARK: - Text of our own

  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { for byte in $0 { append(byte) } }
  }

  mutating func append(_ byte: UInt8) {
    guard reserve(1) else { return }
    store(byte)
  }

  mutating func appendNumber(_ number: UInt64, radix: UInt64) {
    var unit: UInt64 = 1
    while number / unit >= radix { unit *= radix }
    while unit > 0 {
      let digit = UInt8(truncatingIfNeeded: number / unit % radix)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
      unit /= radix
    }
  }

  /// The date, or the time since the start where nobody knows the date: `+12.345s`.
  mutating func appendTime() {
    let wall = platform_clock_wall()
    if wall == Int64.min {
      let milliseconds = platform_clock_monotonic() / 1_000_000
      append("+")
      appendNumber(milliseconds / 1000, radix: 10)
      append(".")
      for unit in [100, 10, 1] as [UInt64] { appendNumber(milliseconds / unit % 10, radix: 10) }
      append("s ")
    } else {
      WallTime(nanosecondsSinceEpoch: wall).writeRFC3339 { append($0) }
      append(" ")
    }
  }

  // MARK: - Text of others

  /// Text of the program, which is not in quotes.
  mutating func appendText(_ text: StaticString) {
    text.withUTF8Buffer { appendEscaped($0, quoted: false) }
  }

  mutating func appendMessage(_ message: String) {
    var message = message
    message.withUTF8 { appendEscaped($0, quoted: false) }
  }

  /// A value, in quotes unless it is made of letters, digits and signs that separate nothing.
  mutating func appendValue(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      let isPlain = bytes.allSatisfy { byte in
        byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
          && byte != UInt8(ascii: "=")
      }
      guard !isPlain || bytes.isEmpty else { return appendEscaped(bytes, quoted: false) }
      append("\"")
      appendEscaped(bytes, quoted: true)
      append("\"")
    }
  }

  /// Appends UTF-8, character by character, so that none is cut in two.
  private mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>, quoted: Bool) {
    var index = 0
    while index < bytes.count && !isCut {
      let first = bytes[index]
      // The first byte tells the length; a Swift string and a literal are always whole.
      let length = min(
        first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4, bytes.count - index)
      var scalar = length == 1 ? UInt32(first) : UInt32(first) & (0x7f >> UInt32(length))
      for offset in 1..<max(length, 1) {
        scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3f)
      }
      if LogLine.isUnprintable(scalar) {
        appendEscape(scalar)
      } else if quoted, first == UInt8(ascii: "\"") || first == UInt8(ascii: "\\") {
        guard reserve(2) else { return }
        store(UInt8(ascii: "\\"))
        store(first)
      } else {
        guard reserve(length) else { return }
        for offset in 0..<length { store(bytes[index + offset]) }
      }
      index += length
    }
  }

  private static func isUnprintable(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0...0x1f, 0x7f...0x9f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  private mutating func appendEscape(_ scalar: UInt32) {
    // The longest is \u{2028}.
    guard reserve(8) else { return }
    switch scalar {
    case 0x09: append("\\t")
    case 0x0a: append("\\n")
    case 0x0d: append("\\r")
    default:
      append("\\u{")
      appendNumber(UInt64(scalar), radix: 16)
      append("}")
    }
  }

  // MARK: - Bytes

  /// True when so many more bytes fit; when not, the line is cut here.
  private mutating func reserve(_ size: Int) -> Bool {
    if isCut || count + size > LogLine.limit { isCut = true }
    return !isCut
  }

  private mutating func store(_ byte: UInt8) {
    // Safety: whoever calls has reserved the room, or uses what is kept back for the end.
    unsafe bytes[count] = byte
    count += 1
  }
}
