// Numbers with their unit, short enough for a box.

import Maps

extension Timeline.Unit {
  /// `870 ns`, `12.3 µs`, `4.5 ms`, `1.2 s`; `64 302 instructions` has no short form but `64.3 k`.
  func words(_ value: Int, isUnicode: Bool = true) -> String {
    switch self {
    case .instructions: "\(Figures.grouped(value)) instructions"
    case .nanoseconds: short(value, isUnicode: isUnicode)
    }
  }

  func short(_ value: Int, isUnicode: Bool) -> String {
    let micro = isUnicode ? "µs" : "us"
    let steps: [(Int, String)] =
      self == .nanoseconds
      ? [(1_000_000_000, "s"), (1_000_000, "ms"), (1000, micro)] : [(1_000_000, "M"), (1000, "k")]
    // A number that would be rounded up to a thousand is one of the next unit.
    for (unit, sign) in steps where value * 20 >= unit * 20 - unit / 1000 {
      let tenths = (value * 10 + unit / 2) / unit
      return "\(tenths / 10).\(tenths % 10) \(sign)"
    }
    return self == .nanoseconds ? "\(value) ns" : "\(value)"
  }
}
