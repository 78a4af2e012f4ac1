// The treemap for a terminal: the outer tiles in heavy lines, their names in the upper one; the tiles inside
// in light lines. A character is about twice as high as it is wide, and the layout reckons with that.
//
//     ┏━ Swift concurrency 46 % ━━━━━┳━ CNucleus 14 % ━┓
//     ┃Task.cpp         │TaskStatus  ┃heap.c  │format.c┃
//     ┃12.1 kB          │4.2 kB      ┃1.5 kB  │1.2 kB  ┃
//     ┗━━━━━━━━━━━━━━━━━┷━━━━━━━━━━━━┻━━━━━━━━┷━━━━━━━━┛

/// How large a terminal is and what it can show.
public struct Screen: Sendable, Equatable {
  public var columns: Int
  public var rows: Int
  /// Whether characters beyond ASCII arrive.
  public var isUnicode: Bool

  public init(columns: Int = 80, rows: Int = 24, isUnicode: Bool) {
    self.columns = columns
    self.rows = rows
    self.isUnicode = isUnicode
  }
}

struct TextTreemap {
  private var canvas: Canvas
  /// What each number and mark stands for.
  private var legend: [String] = []
  /// Cells' worth of area, in columns squared, under which a tile is not drawn by itself.
  private static let least = 20.0

  /// The tile's children, and theirs, on `columns` × `rows` characters.
  /// - Parameter keepsAll: no child is put together with others; one without room for its name is
  ///   marked, and a line below the picture says what it is.
  static func lines(
    _ tile: Tile, _ screen: Screen, keepsAll: Bool = false,
    paint: (String, TextStyle) -> String
  ) -> [String] {
    let columns = max(screen.columns, Limits.smallestColumns)
    let rows = max(screen.rows, Limits.smallestRows)
    var map = TextTreemap(Canvas(columns: columns, rows: rows, isUnicode: screen.isUnicode))
    let whole = Box(left: 0, top: 0, right: columns - 1, bottom: rows - 1)
    map.draw(tile, whole, keepsAll: keepsAll)
    return map.canvas.lines(paint) + map.legend
  }

  private init(_ canvas: Canvas) { self.canvas = canvas }

  private mutating func draw(_ tile: Tile, _ whole: Box, keepsAll: Bool) {
    let least = keepsAll ? 0 : Self.least
    let tiles = tile.gathered(area: area(whole), least: least)
    let boxes = Self.boxes(tiles, in: whole)
    for (child, box) in zip(tiles, boxes) where box.innerColumns > 0 && box.innerRows > 0 {
      if child.children.isEmpty {
        label(child, box, row: 2)
      } else {
        inside(child, box)
      }
    }
    for box in boxes { canvas.box(box, .heavy) }
    for (child, box) in zip(tiles, boxes) {
      let isTitled = title(child, box, of: tile.bytes)
      if keepsAll, !isTitled { mark(child, box, whole) }
    }
  }

  private mutating func inside(_ tile: Tile, _ box: Box) {
    let tiles = tile.gathered(area: area(box), least: Self.least)
    for (child, inner) in zip(tiles, Self.boxes(tiles, in: box)) {
      canvas.box(inner, .light)
      label(child, inner, row: 1)
    }
  }

  private func area(_ box: Box) -> Double {
    Double(box.right - box.left) * Double(box.bottom - box.top) * 2
  }

  /// The squarified layout on the grid of characters; neighbours share their lines.
  private static func boxes(_ tiles: [Tile], in box: Box) -> [Box] {
    let whole = Rectangle(
      x: Double(box.left), y: Double(box.top) * 2, width: Double(box.right - box.left),
      height: Double(box.bottom - box.top) * 2)
    // To a millionth first: an edge that two tiles share must not be rounded to two sides.
    func grid(_ value: Double) -> Int { Int(((value * 1e6).rounded() / 1e6).rounded()) }
    return Squarify.layout(tiles.map { Double($0.bytes) }, in: whole).map { tile in
      Box(
        left: grid(tile.x), top: grid(tile.y / 2), right: grid(tile.x + tile.width),
        bottom: grid((tile.y + tile.height) / 2))
    }
  }
}

// Words.
extension TextTreemap {
  /// The name and the bytes in the box, as far as there is room.
  private mutating func label(_ tile: Tile, _ box: Box, row: Int) {
    guard box.innerRows > 0 else { return }
    let cut = Label.cut(tile.name, to: box.innerColumns, isUnicode: canvas.isUnicode)
    // A row-2 label leaves the name to the title in the border.
    if row == 1 { canvas.write(cut, box.left + 1, box.top + 1) }
    let size = Figures.short(tile.bytes)
    guard box.innerRows >= row, size.count <= box.innerColumns else { return }
    let line = row == 1 ? 2 : 1
    guard box.innerRows >= line else { return }
    canvas.write(size, box.left + 1, box.top + line)
  }

  /// The name and share in the upper line; false: there is no room.
  private mutating func title(_ tile: Tile, _ box: Box, of whole: Int) -> Bool {
    let room = box.innerColumns - 2
    guard room >= 4, box.innerRows > 0 else { return false }
    let share = tile.share(of: whole)
    let full = "\(tile.name) \(share)"
    let text =
      full.count + 2 <= room
      ? full : Label.cut(tile.name, to: room - 2, isUnicode: canvas.isUnicode)
    guard !text.isEmpty else { return false }
    canvas.write(" \(text) ", box.left + 2, box.top, .title)
    return true
  }

  /// What is too small for its name gets a number in its border, what is too small for a box a mark.
  private mutating func mark(_ tile: Tile, _ box: Box, _ whole: Box) {
    let isBox = box.innerColumns > 0 && box.innerRows > 0
    let sign = isBox ? "\(legend.count + 1)" : canvas.isUnicode ? "■" : "*"
    let column = isBox ? box.left + 1 : min(max(box.left, whole.left + 1), whole.right - 1)
    let row = isBox ? box.top : min(max(box.top, whole.top + 1), whole.bottom - 1)
    canvas.write(sign, column, row, .title)
    legend.append("\(sign) \(tile.name), \(Figures.short(tile.bytes))")
  }
}

/// Names made to fit.
package enum Label {
  /// The name in at most `columns` characters: whole, or a path's last part, or its beginning.
  package static func cut(_ name: String, to columns: Int, isUnicode: Bool) -> String {
    let name = narrow(name)
    guard name.count > columns else { return name }
    if let slash = name.lastIndex(of: "/") {
      let last = String(name[name.index(after: slash)...])
      return cut(last, to: columns, isUnicode: isUnicode)
    }
    for prefix in ["specialized ", "static ", "protocol witness for "]
    where name.hasPrefix(prefix) {
      return cut(String(name.dropFirst(prefix.count)), to: columns, isUnicode: isUnicode)
    }
    let sign = isUnicode ? "…" : "~"
    guard columns >= 3 else { return "" }
    return name.prefix(columns - 1) + sign
  }

  /// One column for every character: what might take two is a question mark.
  private static func narrow(_ name: String) -> String {
    guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return name }
    return String(
      name.map { letter in
        let scalars = letter.unicodeScalars
        return scalars.count == 1 && (scalars.first?.value ?? 0) < 0x1100 ? letter : "?"
      })
  }
}
