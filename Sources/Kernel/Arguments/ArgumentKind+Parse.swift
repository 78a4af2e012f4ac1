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
    case .choice(let words): words.contains { $0.utf8.elementsEqual(text.utf8) }
    case .logLevels: LogThresholds(text) != nil
    }
  }
}

/// The grammars of values.
enum Parse {
  /// `[+-]` and decimal digits, within 64 bits.
  static func integer(_ text: String) -> Int? {
    var digits = text.utf8[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    guard !digits.isEmpty else { return nil }
    // Counted downwards: the negative numbers reach one further.
    var value = 0
    for byte in digits {
      guard let digit = digit(byte) else { return nil }
      let (tens, tooMany) = value.multipliedReportingOverflow(by: 10)
      let (sum, tooFar) = tens.subtractingReportingOverflow(digit)
      guard !tooMany, !tooFar else { return nil }
      value = sum
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// `true` or `false`.
  static func flag(_ text: String) -> Bool? {
    if matches(text, "true") { return true }
    return matches(text, "false") ? false : nil
  }

  /// Decimal digits and a unit: `ns`, `us`, `ms`, `s`, `m`, `h`; within 64 bits of nanoseconds.
  static func duration(_ text: String) -> Duration? {
    var count: Int64 = 0
    var rest = text.utf8[...]
    while let byte = rest.first, let digit = digit(byte) {
      let (tens, tooMany) = count.multipliedReportingOverflow(by: 10)
      let (sum, tooFar) = tens.addingReportingOverflow(Int64(digit))
      guard !tooMany, !tooFar else { return nil }
      count = sum
      rest = rest.dropFirst()
    }
    guard rest.count < text.utf8.count, let unit = nanoseconds(inUnit: rest) else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: unit)
    return overflow ? nil : Duration(nanoseconds: product)
  }

  private static func nanoseconds(inUnit unit: Substring.UTF8View) -> Int64? {
    guard let first = unit.first else { return nil }
    switch (first, unit.dropFirst().first, unit.count) {
    case (UInt8(ascii: "n"), UInt8(ascii: "s"), 2): return 1
    case (UInt8(ascii: "u"), UInt8(ascii: "s"), 2): return 1_000
    case (UInt8(ascii: "m"), UInt8(ascii: "s"), 2): return 1_000_000
    case (UInt8(ascii: "s"), nil, 1): return 1_000_000_000
    case (UInt8(ascii: "m"), nil, 1): return 60_000_000_000
    case (UInt8(ascii: "h"), nil, 1): return 3_600_000_000_000
    default: return nil
    }
  }

  private static func digit(_ byte: UInt8) -> Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
  }

  /// Bytes are compared, not characters: an image that compares strings by meaning carries Unicode's
  /// tables, 30 KB.
  static func matches(_ text: String, _ word: StaticString) -> Bool {
    word.withUTF8Buffer { text.utf8.elementsEqual($0) }
  }
}
