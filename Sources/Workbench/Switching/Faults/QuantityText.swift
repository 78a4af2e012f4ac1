import Time

/// Numbers with units, as they are typed: `20ms`, `10Mbit`, `64KiB`.
enum QuantityText {
  /// A number with digits behind a point, times `unit`, if that is whole; nil: it is not.
  static func number(_ text: some StringProtocol, times unit: Int64) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, let whole = digits(first) else { return nil }
    var (result, overflow) = whole.multipliedReportingOverflow(by: unit)
    guard !overflow else { return nil }
    guard parts.count == 2 else { return result }
    guard !parts[1].isEmpty, parts[1].allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    var place = unit
    for digit in parts[1] {
      guard let value = digit.wholeNumberValue else { return nil }
      guard place % 10 == 0 || value == 0 else { return nil }
      place /= 10
      (result, overflow) = result.addingReportingOverflow(Int64(value) * place)
      guard !overflow else { return nil }
    }
    return result
  }

  /// A number followed by one of `units`, as a multiple of the smallest; nil: it is not.
  static func quantity(_ text: some StringProtocol, _ units: [(name: String, size: Int64)])
    -> Int64?
  {
    let end = text.firstIndex { !($0 == "." || ($0.isASCII && $0.isNumber)) } ?? text.endIndex
    guard let unit = units.first(where: { $0.name == text[end...] }) else { return nil }
    return number(text[..<end], times: unit.size)
  }

  static let times: [(name: String, size: Int64)] = [
    ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1000), ("µs", 1000), ("μs", 1000), ("ns", 1),
  ]
  /// Bits a second.
  static let rates: [(name: String, size: Int64)] = [
    ("Gbit", 1_000_000_000), ("Mbit", 1_000_000), ("kbit", 1000), ("bit", 1),
  ]
  static let sizes: [(name: String, size: Int64)] = [
    ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1), ("", 1),
  ]

  /// With the largest unit of which it is a whole number.
  static func text(_ value: Int64, _ units: [(name: String, size: Int64)]) -> String {
    guard value != 0, let unit = units.first(where: { value % $0.size == 0 }) else {
      return "\(value)\(units.first?.name ?? "")"
    }
    return "\(value / unit.size)\(unit.name)"
  }

  static func duration(_ text: some StringProtocol) -> Duration? {
    quantity(text, times).map { Duration(nanoseconds: $0) }
  }

  /// `20ms`, `-3us`
  static func text(_ duration: Duration) -> String { text(duration.nanoseconds, times) }

  private static func digits(_ text: some StringProtocol) -> Int64? {
    text.isEmpty || !text.allSatisfy({ $0.isASCII && $0.isNumber }) ? nil : Int64(text)
  }
}
