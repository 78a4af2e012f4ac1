// The tables: totals, groups with bars, and what lies in them.

/// What a table shows.
public struct TableOptions: Sendable, Equatable {
  /// 1: groups; 2: files too; 3: symbols too.
  public var depth = 1
  /// Only this group.
  public var group: String?
  /// So many of the largest symbols.
  public var top = 0

  public init() {}
}

extension ImageMap {
  /// One line: what it is and how much.
  public var headline: String {
    "\(name) (\(target)): \(Figures.grouped(sizes.loaded)) bytes loaded, "
      + "\(Figures.grouped(sizes.zeroFilled)) zero-filled"
  }

  /// The loaded bytes by kind.
  public var summary: String {
    ByteKind.allCases.filter { $0 != .zeroFilled }
      .map { "\(Figures.grouped(sizes[$0])) \($0 == .padding ? "padding" : $0.words)" }
      .joined(separator: ", ")
  }

  /// The table, at most as wide as the screen.
  public func table(_ options: TableOptions, _ screen: Screen) throws(MapFault) -> [String] {
    var table = Table(whole: sizes.loaded, screen: screen)
    if let name = options.group {
      let group = try group(named: name)
      table.add(group.tile, level: 0, depth: max(options.depth, 2))
    } else {
      for group in groups {
        table.add(group.tile, level: 0, depth: options.depth)
      }
    }
    if options.top > 0 { table.add(largest: try largest(options)) }
    return table.lines
  }

  /// The largest symbols, with the file that each is in.
  private func largest(_ options: TableOptions) throws(MapFault) -> [Tile] {
    let chosen = try options.group.map { name throws(MapFault) in [try group(named: name)] }
    let tiles = (chosen ?? groups).flatMap { group in
      group.files.flatMap { file in
        file.tile.children.map { Tile(name: "\($0.name)  \(file.name)", bytes: $0.bytes) }
      }
    }
    return Array(tiles.sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }.prefix(options.top))
  }
}

/// Rows of bytes, percent, bar and name.
private struct Table {
  let whole: Int
  let screen: Screen
  var lines: [String] = []
  /// Columns of a full bar.
  private static let bar = 20

  init(whole: Int, screen: Screen) {
    self.whole = whole
    self.screen = screen
    lines = [
      "    bytes  percent" + String(repeating: " ", count: Table.bar + 4) + "zero-filled  group"
    ]
  }

  mutating func add(_ tile: Tile, level: Int, depth: Int) {
    lines.append(row(tile, level))
    guard depth > level + 1 else { return }
    for child in tile.children { add(child, level: level + 1, depth: depth) }
  }

  mutating func add(largest tiles: [Tile]) {
    lines += ["", "The largest symbols:"]
    for tile in tiles { lines.append(row(tile, 0)) }
  }

  private func row(_ tile: Tile, _ level: Int) -> String {
    let start =
      Figures.grouped(tile.bytes).right(9) + tile.share(of: whole).right(9) + "  "
      + Figures.bar(tile.bytes, of: whole, columns: Table.bar, isUnicode: screen.isUnicode)
      .left(Table.bar)
      + (tile.zero > 0 ? Figures.grouped(tile.zero) : "").right(13)
    let indent = String(repeating: "  ", count: level + 1)
    let room = max(screen.columns - start.count - indent.count, 12)
    return start + indent + Label.end(tile.name, to: room, isUnicode: screen.isUnicode)
  }
}

extension Label {
  /// For tables: whole, or without what says least, or cut at the end.
  fileprivate static func end(_ name: String, to columns: Int, isUnicode: Bool) -> String {
    guard name.count > columns else { return name }
    if name.hasPrefix("specialized ") {
      return end(String(name.dropFirst("specialized ".count)), to: columns, isUnicode: isUnicode)
    }
    return name.prefix(columns - 1) + (isUnicode ? "…" : "~")
  }
}
