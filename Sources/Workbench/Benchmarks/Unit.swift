import Foundation

/// What a measurement counts, and how its values are written.
public enum Unit: String, Sendable, Codable {
  case nanoseconds = "ns"
  case bytes = "bytes"
  case milliseconds = "ms"
  case seconds = "s"
  case instructions = "instructions"
  case kibibytes = "KiB"
  case mebibytes = "MB"

  /// A value with its unit: `0.452 ms`, `14,059`. Counts are written whole, all else with three
  /// digits.
  public func text(_ value: Double) -> String {
    switch self {
    case .instructions: Self.grouped(value)
    case .mebibytes: Self.grouped(value) + " MB"
    default: Self.number(value) + " " + rawValue
    }
  }

  /// At least three significant digits, no exponent: `0.452`, `18.3`, `1204`, `41,356`.
  static func number(_ value: Double) -> String {
    let size = abs(value)
    if size >= 10_000 { return grouped(value) }
    let digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
    return String(format: "%.\(digits)f", value)
  }

  /// A whole number with commas between thousands.
  static func grouped(_ value: Double) -> String {
    let digits = String(format: "%.0f", abs(value))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return value < 0 ? "-" + text : text
  }
}
