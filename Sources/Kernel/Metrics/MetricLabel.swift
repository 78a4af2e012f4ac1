/// What tells the metrics of a family apart, such as `method="GET"`.
public struct MetricLabel: Sendable, Equatable {
  /// The value of every label of what is beyond `MetricLimits.series`.
  public static let other = "(other)"

  public let name: String
  public let value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  /// Names as OpenMetrics 1.0 has them (ABNF `label-name`); those that begin with `__` and the `le` of
  /// histograms are not the program's.
  static func check(_ names: [StaticString], of metric: StaticString) {
    guard 1...MetricLimits.labels ~= names.count,
      names.allSatisfy({ $0.withUTF8Buffer { unsafe isWellFormed($0) } })
    else { Messages.fail(Messages.badLabels, metric) }
    for (index, name) in names.enumerated() {
      for earlier in names[..<index] where isSame(name, earlier) {
        Messages.fail(Messages.badLabels, metric)
      }
    }
  }

  static func areSame(_ names: [StaticString], _ others: [StaticString]) -> Bool {
    names.count == others.count && zip(names, others).allSatisfy { isSame($0, $1) }
  }

  private static func isSame(_ name: StaticString, _ other: StaticString) -> Bool {
    name.withUTF8Buffer { name in
      other.withUTF8Buffer { unsafe $0.elementsEqual(name) }
    }
  }

  private static func isWellFormed(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let underscore = UInt8(ascii: "_")
    guard unsafe !name.isEmpty, unsafe !name.elementsEqual("le".utf8),
      unsafe !name.starts(with: [underscore, underscore]),
      unsafe !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= name[0])
    else { return false }
    return unsafe name.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), underscore:
        true
      default: false
      }
    }
  }
}
