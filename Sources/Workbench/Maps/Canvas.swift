// A terminal screen as an array of cells. Lines are kept as the arms that a cell has (up, down, left, right;
// none, light, heavy), so that lines that meet become the right corner by themselves.

/// What text looks like; never the only carrier of a meaning.
public enum TextStyle: Sendable { case plain, title, line }

package struct Canvas {
  package enum Weight: Int {
    case light = 1
    case heavy = 2
  }

  private struct Cell {
    var arms = (up: 0, down: 0, left: 0, right: 0)
    var letter: Character?
    var style = TextStyle.plain
  }

  package let columns: Int
  package let rows: Int
  /// False: no character beyond ASCII.
  let isUnicode: Bool
  private var cells: [Cell]

  package init(columns: Int, rows: Int, isUnicode: Bool) {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
    self.isUnicode = isUnicode
    cells = Array(repeating: Cell(), count: self.columns * self.rows)
  }

  /// The border of a box, whose lines it shares with its neighbours.
  package mutating func box(_ box: Box, _ weight: Weight) {
    guard box.right > box.left, box.bottom > box.top else { return }
    for column in box.left..<box.right {
      for row in [box.top, box.bottom] {
        strengthen(column, row, \.right, weight)
        strengthen(column + 1, row, \.left, weight)
      }
    }
    for row in box.top..<box.bottom {
      for column in [box.left, box.right] {
        strengthen(column, row, \.down, weight)
        strengthen(column, row + 1, \.up, weight)
      }
    }
  }

  /// Writes from a cell to the right; what does not fit is cut.
  package mutating func write(
    _ text: String, _ column: Int, _ row: Int, _ style: TextStyle = .plain
  ) {
    for (offset, letter) in text.enumerated() {
      guard let index = index(column + offset, row) else { return }
      cells[index].letter = letter
      cells[index].style = style
    }
  }

  /// The picture, line by line, with `paint` applied to stretches of one style.
  package func lines(_ paint: (String, TextStyle) -> String) -> [String] {
    (0..<rows).map { row in
      var line = ""
      var run = ""
      var style = TextStyle.plain
      for cell in cells[row * columns..<(row + 1) * columns] {
        let next = cell.letter == nil && hasArms(cell) ? TextStyle.line : cell.style
        if next != style {
          line += run.isEmpty ? "" : paint(run, style)
          run = ""
          style = next
        }
        run.append(character(cell))
      }
      return line + (run.isEmpty ? "" : paint(run, style))
    }
  }

  private mutating func strengthen(
    _ column: Int, _ row: Int,
    _ arm: WritableKeyPath<(up: Int, down: Int, left: Int, right: Int), Int>, _ weight: Weight
  ) {
    guard let index = index(column, row) else { return }
    let old = cells[index].arms[keyPath: arm]
    cells[index].arms[keyPath: arm] = max(old, weight.rawValue)
  }

  private func index(_ column: Int, _ row: Int) -> Int? {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return nil }
    return row * columns + column
  }

  private func hasArms(_ cell: Cell) -> Bool { cell.arms != (0, 0, 0, 0) }

  private func character(_ cell: Cell) -> Character {
    if let letter = cell.letter { return isUnicode || letter.isASCII ? letter : "?" }
    let arms = cell.arms
    guard isUnicode else { return Canvas.plain(arms.up, arms.down, arms.left, arms.right) }
    return Canvas.drawing[arms.up * 27 + arms.down * 9 + arms.left * 3 + arms.right]
  }

  /// By the arms up, down, left, right, each none, light or heavy (U+2500 to U+257F).
  private static let drawing = Array(
    " ╶╺╴─╼╸╾━╷┌┍┐┬┮┑┭┯╻┎┏┒┰┲┓┱┳"
      + "╵└┕┘┴┶┙┵┷│├┝┤┼┾┥┽┿╽┟┢┧╁╆┪╅╈"
      + "╹┖┗┚┸┺┛┹┻╿┞┡┦╀╄┩╃╇┃┠┣┨╂╊┫╉╋")

  private static func plain(_ up: Int, _ down: Int, _ left: Int, _ right: Int) -> Character {
    let across = max(left, right)
    let along = max(up, down)
    if across == 0, along == 0 { return " " }
    if across > 0, along > 0 { return "+" }
    if across > 0 { return across == 2 ? "=" : "-" }
    return along == 2 ? "#" : "|"
  }
}

/// A box by the cells of its lines; its inside is what lies between them.
package struct Box: Sendable, Equatable {
  let left: Int
  let top: Int
  let right: Int
  let bottom: Int

  package init(left: Int, top: Int, right: Int, bottom: Int) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  var innerColumns: Int { right - left - 1 }
  var innerRows: Int { bottom - top - 1 }
}
