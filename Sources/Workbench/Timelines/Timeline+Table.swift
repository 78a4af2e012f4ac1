// The table: a line for each phase, its length and share, indented as it lies in others.

import Maps

extension Timeline {
  /// For files, pipes, and below a chart.
  public func table(_ screen: Screen) -> [String] {
    let head = unit == .nanoseconds ? "     time" : "    count"
    let bar = 20
    return [head + "  percent" + String(repeating: " ", count: bar + 3) + "phase"]
      + boot.all.map { phase, depth in
        let length =
          unit == .nanoseconds
          ? unit.short(phase.length, isUnicode: screen.isUnicode) : Figures.grouped(phase.length)
        return length.right(9) + Figures.percent(phase.length, of: boot.length).right(9) + "  "
          + Figures.bar(phase.length, of: boot.length, columns: bar, isUnicode: screen.isUnicode)
          .left(bar + 1) + String(repeating: "  ", count: depth) + phase.name
      }
  }

  /// What must be known, a line each.
  public func remarks(_ screen: Screen) -> [String] {
    notes.map { "Note: " + (screen.isUnicode ? $0 : $0.replacing("µs", with: "us")) }
  }
}
