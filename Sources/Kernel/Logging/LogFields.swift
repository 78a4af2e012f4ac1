public import Time

/// Facts that go with a message: `["peer": .text(peer), "port": 80]`.
public struct LogFields: ExpressibleByDictionaryLiteral, Sendable {
  /// Keys are part of the program, values come from anywhere.
  let elements: [(StaticString, LogValue)]

  /// None.
  public init() { elements = [] }

  public init(dictionaryLiteral elements: (StaticString, LogValue)...) {
    self.elements = elements
  }
}

/// A fact's value. Literals need no case: `["port": 80, "peer": "\(address)"]`.
public enum LogValue: Sendable {
  /// Shown as it is, in quotes where that is needed to see where it ends.
  case text(String)
  case integer(Int)
  /// Shown as 0x1f.
  case hexadecimal(UInt64)
  /// Shown as true or false.
  case boolean(Bool)
  /// Shown in the largest unit that tells it exactly: 250ms.
  case duration(Duration)
}

extension LogValue: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self = .text(value) }
}

extension LogValue: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self = .integer(value) }
}

extension LogValue: ExpressibleByBooleanLiteral {
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension LogValue {
  func append(to line: inout LogLine) {
    switch self {
    case .text(let text): line.appendValue(text)
    case .integer(let number):
      if number < 0 { line.append("-") }
      line.appendNumber(UInt64(number.magnitude), radix: 10)
    case .hexadecimal(let number):
      line.append("0x")
      line.appendNumber(number, radix: 16)
    case .boolean(let isTrue): line.append(isTrue ? "true" : "false")
    case .duration(let duration): LogValue.append(duration, to: &line)
    }
  }

  private static func append(_ duration: Duration, to line: inout LogLine) {
    if duration.nanoseconds < 0 { line.append("-") }
    let magnitude = duration.nanoseconds.magnitude
    let (unit, name): (UInt64, StaticString) =
      if magnitude % 1_000_000_000 == 0 {
        (1_000_000_000, "s")
      } else if magnitude % 1_000_000 == 0 {
        (1_000_000, "ms")
      } else if magnitude % 1_000 == 0 {
        (1_000, "us")
      } else {
        (1, "ns")
      }
    line.appendNumber(magnitude / unit, radix: 10)
    line.append(name)
  }
}
