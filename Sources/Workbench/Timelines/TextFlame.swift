// The flame chart for a terminal: to scale from left to right, what is within a phase below it.
//
//     0             20 ms          40 ms          60 ms
//     ┌─────────────┴──────────────┴──────────────┴──────┐
//     │boot 64.0 ms                                      │
//     ├────────────────────────────────┬────────┬────────┤
//     │QEMU starts 41.0 ms             │image 1…│power … │
//     └────────────────────────────────┼───┬────┼────────┘
//                                      │ent…│   │

import Maps

extension Timeline {
  /// The charts, one below the other, as wide as the screen.
  /// - Parameter paint: makes a style visible; the chart can be read without.
  public func flame(_ screen: Screen, paint: (String, TextStyle) -> String) -> [String] {
    let panels = panels
    return panels.enumerated().flatMap { index, panel -> [String] in
      let chart = TextFlame(panel, unit, screen).lines(paint)
      guard index > 0 else { return chart }
      return ["", caption(panel) + ":"] + chart
    }
  }
}

struct TextFlame {
  private let root: Phase
  private let unit: Timeline.Unit
  private let screen: Screen
  private let columns: Int

  init(_ root: Phase, _ unit: Timeline.Unit, _ screen: Screen) {
    self.root = root
    self.unit = unit
    self.screen = screen
    columns = max(screen.columns, Limits.leastColumns)
  }

  func lines(_ paint: (String, TextStyle) -> String) -> [String] {
    var canvas = Canvas(columns: columns, rows: 2 * root.depth + 1, isUnicode: screen.isUnicode)
    draw(root, 0, columns - 1, row: 0, &canvas)
    return [ruler] + canvas.lines(paint)
  }

  /// The numbers above the marks; a mark is the left edge of its number.
  private var ruler: String {
    let ruler = Ruler(length: root.length, most: max(columns / 14, 1))
    var line = ""
    for mark in ruler.marks(root.length) {
      let column = Int((Double(mark) / Double(max(root.length, 1)) * Double(columns - 1)).rounded())
      let label = "|" + ruler.label(mark, unit, isUnicode: screen.isUnicode)
      guard column >= line.count, column + label.count <= columns else { continue }
      line = line.left(column) + label
    }
    return line
  }

  /// Draws a phase between two columns and its children below; who has no column of its own is in the
  /// table only.
  private func draw(_ phase: Phase, _ left: Int, _ right: Int, row: Int, _ canvas: inout Canvas) {
    canvas.box(Box(left: left, top: row, right: right, bottom: row + 2), .light)
    let room = right - left - 1
    let full = "\(phase.name) \(unit.short(phase.length, isUnicode: screen.isUnicode))"
    let label =
      full.count <= room
      ? full : Label.cut(phase.name, to: room, isUnicode: screen.isUnicode)
    canvas.write(label, left + 1, row + 1, row == 0 ? .title : .plain)
    for child in phase.children {
      let start = column(child.start, phase, left, right)
      let end = column(child.end, phase, left, right)
      if end - start > 1 { draw(child, start, end, row: row + 2, &canvas) }
    }
  }

  /// Where a moment is; reckoned from the root, so that edges of all levels meet.
  private func column(_ moment: Int, _ phase: Phase, _ left: Int, _ right: Int) -> Int {
    let share = Double(moment - root.start) / Double(max(root.length, 1))
    return min(max(Int((share * Double(columns - 1)).rounded()), left), right)
  }
}
