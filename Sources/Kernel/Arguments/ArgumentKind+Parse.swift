// From text to value, for each kind of argument. Whether a text is of a kind is asked when it is given
// (`accepts`); the value is made when it is wanted (`ArgumentValues`), by the same functions.

internal import Time

extension ArgumentKind {
  /// Whether `text` is of this kind.
  func accepts(_ text: String) -> Bool {
    switch self {
    case .text, .texts: true
    case .integer: Parse.integer(text) != nil
    case .flag: Parse.flag(text) != nil
    case .duration: Parse.duration(text) != nil
    case .choice(let words): ArgumentKind.contains(words, text)
    case .logLevels: LogThresholds(text) != nil
    }
  }

  private static func contains(_ words: [String], _ text: String) -> Bool {
    let text = bytes(text)
    for word in words where same(text, word) { return true }
    return false
  }
}

/// The grammars of values.
enum Parse {
  /// `[+-]` and decimal digits, within 64 bits.
  static func integer(_ text: String) -> Int? {
    let text = bytes(text)
    guard let first = text.first else { return nil }
    let isNegative = first == UInt8(ascii: "-")
    let start = isNegative || first == UInt8(ascii: "+") ? 1 : 0
    guard let value = negated(text, start..<text.count) else { return nil }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// `true` or `false`.
  static func flag(_ text: String) -> Bool? {
    let text = bytes(text)
    if same(text, "true") { return true }
    return same(text, "false") ? false : nil
  }

  /// Decimal digits and a unit: `ns`, `us`, `ms`, `s`, `m`, `h`; within 64 bits of nanoseconds.
  static func duration(_ text: String) -> Duration? {
    let text = bytes(text)
    var end = 0
    while end < text.count, isDigit(text[end]) { end += 1 }
    guard let count = negated(text, 0..<end), let unit = nanoseconds(text, end) else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: -unit)
    return overflow ? nil : Duration(nanoseconds: Int64(product))
  }

  private static func nanoseconds(_ text: [UInt8], _ start: Int) -> Int? {
    if same(text, from: start, "ns") { return 1 }
    if same(text, from: start, "us") { return 1_000 }
    if same(text, from: start, "ms") { return 1_000_000 }
    if same(text, from: start, "s") { return 1_000_000_000 }
    if same(text, from: start, "m") { return 60_000_000_000 }
    return same(text, from: start, "h") ? 3_600_000_000_000 : nil
  }

  /// The negative of the number that is written in digits, since negative numbers reach one further;
  /// nil when there is none or it is too large.
  @inline(never)
  private static func negated(_ text: [UInt8], _ range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return nil }
    var value = 0
    for index in range {
      guard isDigit(text[index]) else { return nil }
      let (tens, tooMany) = value.multipliedReportingOverflow(by: 10)
      let digit = Int(text[index] - UInt8(ascii: "0"))
      let (next, tooFar) = tens.subtractingReportingOverflow(digit)
      guard !tooMany, !tooFar else { return nil }
      value = next
    }
    return value
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
