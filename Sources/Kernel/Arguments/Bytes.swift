// Texts as bytes. Images do all their work on text here: the standard library's collections of
// characters and code units would bring kilobytes of specialised code with them, and comparing by
// meaning brings Unicode's tables.

/// The UTF-8 of `text`.
@inline(never)
func bytes(_ text: String) -> [UInt8] {
  Array(text.utf8)
}

/// The text of `bytes[range]`, which is UTF-8: it was cut out beside ASCII characters.
@inline(never)
func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
  String(decoding: bytes[range], as: UTF8.self)
}

/// The lines of `text`, which are parted by newlines: one at least.
@inline(never)
func lines(of text: String) -> [String] {
  let bytes = Arguments.bytes(text)
  var lines: [String] = []
  var start = 0
  for index in 0...bytes.count where index == bytes.count || bytes[index] == UInt8(ascii: "\n") {
    lines.append(Arguments.text(bytes, start..<index))
    start = index + 1
  }
  return lines
}

/// Whether `text` is `bytes[start...]`, byte for byte.
@inline(never)
func same(_ bytes: [UInt8], from start: Int = 0, _ text: String) -> Bool {
  let text = Arguments.bytes(text)
  guard text.count == bytes.count - start else { return false }
  for index in text.indices where text[index] != bytes[start + index] { return false }
  return true
}

/// Whether a byte begins a scalar, in UTF-8.
func beginsScalar(_ byte: UInt8) -> Bool { byte & 0xc0 != 0x80 }

/// A text that is being written.
struct Text {
  private(set) var bytes: [UInt8] = []

  var string: String { text(bytes, 0..<bytes.count) }

  @inline(never)
  mutating func add(_ text: StaticString) {
    text.withUTF8Buffer { for byte in $0 { bytes.append(byte) } }
  }

  @inline(never)
  mutating func add(_ text: String) {
    for byte in Arguments.bytes(text) { bytes.append(byte) }
  }

  /// Adds `text` as a terminal may see it: without control characters, cut after `limit` scalars,
  /// and quoted when nothing could be seen otherwise.
  @inline(never)
  mutating func show(_ text: String, limit: Int = 80) {
    var count = 0
    var previous: UInt8 = 0
    for byte in Arguments.bytes(text) {
      if beginsScalar(byte) { count += 1 }
      if count > limit {
        add("…")
        return
      }
      // U+0080 to U+009F: two bytes, of which the first is there already.
      let isSecond = previous == 0xc2 && byte < 0xa0
      if isSecond { bytes.removeLast() }
      let isControl = byte < 0x20 || byte == 0x7f || isSecond
      bytes.append(isControl ? UInt8(ascii: "?") : byte)
      previous = byte
    }
    if count == 0 { add("\"\"") }
  }

  /// Adds `words`, which are separated by spaces, in lines of at most 80 columns, a column a scalar;
  /// a longer word has a line of its own. The text must end at the column `indentation`, where each
  /// further line begins as well.
  @inline(never)
  mutating func wrap(_ words: [UInt8], at indentation: Int) {
    var column = 0
    var start = 0
    while start < words.count {
      var end = start
      var width = 0
      while end < words.count, words[end] != UInt8(ascii: " ") {
        if beginsScalar(words[end]) { width += 1 }
        end += 1
      }
      if end > start {
        column = separate(column, width, indentation) + width
        for index in start..<end { bytes.append(words[index]) }
      }
      start = end + 1
    }
  }

  /// Adds what comes before a word: nothing, a space, or a new line.
  ///
  /// - Returns: the column at which the word begins.
  private mutating func separate(_ column: Int, _ width: Int, _ indentation: Int) -> Int {
    if column == 0 { return indentation }
    if column + 1 + width <= 80 {
      add(" ")
      return column + 1
    }
    add("\n")
    for _ in 0..<indentation { add(" ") }
    return indentation
  }
}
