// An image beside others: the table, and what the treemap that draws all of them to one scale is made of.

/// An image and what it is held against.
public struct Comparison: Sendable, Equatable {
  public let image: ImageMap
  public let others: [Beside]

  /// Others of one name are numbered.
  public init(_ image: ImageMap, _ others: [Beside]) {
    self.image = image
    var seen = [image.name: 1]
    self.others = others.map { other in
      seen[other.name, default: 0] += 1
      var other = other
      if let count = seen[other.name], count > 1 { other.name += " (\(count))" }
      return other
    }
  }

  /// The numbers side by side.
  public func table(_ screen: Screen) -> [String] {
    let rows = [(image.name, image.sizes, image.fileSize, "1")] + others.map(row)
    // The narrower the screen, the less: first exact bytes go, then whole columns.
    for (write, drops) in [(Figures.grouped, 0), (Figures.short, 0), (Figures.short, 2)] {
      let cells = [Comparison.columns] + rows.map { Comparison.cells($0, write) }
      let lines = Comparison.align(cells.map { $0.dropLast(drops).map { $0 } }, screen)
      if drops > 0 || lines.allSatisfy({ $0.count <= screen.columns }) { return lines }
    }
    return []
  }

  /// What one should know to read the numbers, wrapped to the screen.
  public func notes(_ screen: Screen) -> [String] {
    others.flatMap { other in
      [other.format == "ELF" ? nil : "\(other.name): \(other.format)"].compactMap { $0 }
        + other.notes.map { "\(other.name): \($0)" }
    }.flatMap { Comparison.wrap($0, screen.columns) }
  }

  /// Families of names, for those that have symbols: the `count` largest.
  public func families(_ count: Int) -> [String] {
    others.filter { !$0.families.isEmpty }.flatMap { other in
      ["", "\(other.name), by the first word of names (the largest of \(other.families.count)):"]
        + other.families.prefix(count).map {
          Figures.grouped($0.bytes).right(12) + "  " + $0.name
        }
    }
  }

  /// All of them as one picture, to one scale.
  var tile: Tile {
    let own = Tile(
      name: image.name, bytes: image.sizes.loaded, children: Tile.kinds(image.sizes))
    let all = ([own] + others.compactMap(\.tile)).sorted { $0.bytes > $1.bytes }
    return Tile(name: "", bytes: all.reduce(0) { $0 + $1.bytes }, children: all)
  }
}

// The table's cells.
extension Comparison {
  private typealias Row = (name: String, sizes: Sizes?, fileSize: Int, times: String)

  private static let columns = [
    "", "times", "loaded", "code", "read-only", "data", "zeroed", "on disk",
  ]

  private func row(_ other: Beside) -> Row {
    (
      other.name, other.sizes, other.fileSize,
      other.times(image.sizes.loaded).map(Figures.times) ?? "?"
    )
  }

  private static func cells(_ row: Row, _ write: (Int) -> String) -> [String] {
    let sizes = row.sizes.map {
      [$0.loaded, $0.code, $0.readOnly, $0.data, $0.zeroFilled].map(write)
    }
    let known = sizes ?? Array(repeating: "?", count: 5)
    return [row.name, row.times] + known + [write(row.fileSize)]
  }

  /// The first column gets what the others leave, but never less than a word.
  private static func align(_ rows: [[String]], _ screen: Screen) -> [String] {
    let widths = (rows.first?.indices ?? 0..<0).map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    let room = screen.columns - widths.dropFirst().reduce(0) { $0 + $1 + 2 }
    let first = max(12, min(widths.first ?? 0, room))
    return rows.map { row in
      let name = Label.cut(row[0], to: first, isUnicode: screen.isUnicode).left(first)
      return name + zip(row, widths).dropFirst().map { "  " + $0.right($1) }.joined()
    }
  }

  private static func wrap(_ text: String, _ columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > columns {
        lines.append(line)
        line = " "
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + [line]
  }
}
