// The entrances to the pictures for a terminal.

extension ImageMap {
  /// The treemap that fits the screen: groups and their files, or a group's files and their symbols.
  /// - Parameter paint: makes a style visible; the picture can be read without.
  public func treemap(
    group: String?, _ screen: Screen, paint: (String, TextStyle) -> String
  ) throws(MapFault) -> [String] {
    let tile = try group.map { name throws(MapFault) in try self.group(named: name).tile } ?? tile
    return TextTreemap.lines(tile, screen, paint: paint)
  }
}

extension Comparison {
  /// The treemap of all, to one scale; what is too small for a box is a mark.
  public func treemap(_ screen: Screen, paint: (String, TextStyle) -> String) -> [String] {
    let lines = TextTreemap.lines(tile, screen, keepsAll: true, paint: paint)
    guard lines.count > screen.rows else { return lines }
    // The legend wants its lines too.
    var room = screen
    room.rows -= lines.count - screen.rows
    return TextTreemap.lines(tile, room, keepsAll: true, paint: paint)
  }
}
