/// Names as OpenMetrics 1.0 has them (ABNF `metricname`): letters, digits, `_` and `:`, no digit first; a
/// unit is the name's end. `_total`, `_bucket` and the like are added in the text, never by the program.
enum MetricName {
  static func check(_ name: StaticString, _ unit: MetricUnit) {
    guard name.withUTF8Buffer({ unsafe isWellFormed($0) }) else {
      Messages.fail(Messages.badName, name)
    }
    guard name.withUTF8Buffer({ unsafe isFree(of: reserved, $0) }) else {
      Messages.fail(Messages.reservedEnd, name)
    }
    guard name.withUTF8Buffer({ unsafe ends($0, with: unit.suffix) }) else {
      Messages.fail(Messages.noUnit, name)
    }
  }

  /// What the text adds to names.
  private static let reserved: [StaticString] = [
    "total", "created", "bucket", "count", "sum", "info",
  ]

  private static func isWellFormed(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = unsafe name.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else {
      return false
    }
    return unsafe name.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"):
        true
      default: false
      }
    }
  }

  private static func isFree(
    of ends: [StaticString], _ name: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    !ends.contains { unsafe MetricName.ends(name, with: $0) }
  }

  /// True when `name` is something, `_` and `end`; of an empty end, always.
  private static func ends(_ name: UnsafeBufferPointer<UInt8>, with end: StaticString) -> Bool {
    end.withUTF8Buffer { end in
      guard !end.isEmpty else { return true }
      let start = name.count - end.count
      return unsafe start > 1 && name[start - 1] == UInt8(ascii: "_")
        && name[start...].elementsEqual(end)
    }
  }
}
