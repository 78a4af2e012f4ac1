// Squarified treemaps (Bruls, Huizing, van Wijk 2000): a rectangle is filled row by row along its shorter
// side; a tile joins the current row as long as that makes the row's worst proportion better.

/// A rectangle in the units of whoever draws.
struct Rectangle: Sendable, Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var area: Double { width * height }
}

enum Squarify {
  /// Rectangles whose areas are as the weights, in their order; together they are `whole`.
  /// - Parameter weights: largest first, all above zero.
  static func layout(_ weights: [Double], in whole: Rectangle) -> [Rectangle] {
    let sum = weights.reduce(0, +)
    guard sum > 0, whole.area > 0 else {
      return weights.map { _ in Rectangle(x: whole.x, y: whole.y, width: 0, height: 0) }
    }
    let areas = weights.map { $0 * whole.area / sum }
    var result: [Rectangle] = []
    var rest = whole
    var start = 0
    while start < areas.count {
      let count = rowLength(areas[start...], side: min(rest.width, rest.height))
      result += row(areas[start..<start + count], from: &rest)
      start += count
    }
    return result
  }

  /// How many tiles make the first row along `side`.
  private static func rowLength(_ areas: ArraySlice<Double>, side: Double) -> Int {
    guard let largest = areas.first else { return 0 }
    var sum = 0.0
    var best = Double.infinity
    for (offset, area) in areas.enumerated() {
      sum += area
      // A tile's proportion is side²·a/s² or its inverse; the largest and the smallest are the worst.
      let worst = max(side * side * largest / (sum * sum), sum * sum / (side * side * area))
      if worst > best { return offset }
      best = worst
    }
    return areas.count
  }

  /// Cuts a row off `rest`.
  private static func row(_ areas: ArraySlice<Double>, from rest: inout Rectangle) -> [Rectangle] {
    let sum = areas.reduce(0, +)
    let isColumn = rest.width >= rest.height
    let side = isColumn ? rest.height : rest.width
    let depth = side > 0 ? min(sum / side, isColumn ? rest.width : rest.height) : 0
    var position = 0.0
    let tiles = areas.map { area in
      let length = sum > 0 ? side * area / sum : 0
      defer { position += length }
      return isColumn
        ? Rectangle(x: rest.x, y: rest.y + position, width: depth, height: length)
        : Rectangle(x: rest.x + position, y: rest.y, width: length, height: depth)
    }
    if isColumn {
      rest.x += depth
      rest.width -= depth
    } else {
      rest.y += depth
      rest.height -= depth
    }
    return tiles
  }
}

extension Tile {
  /// The children, with those that would get less than `least` of `area` put together as one.
  func gathered(area: Double, least: Double) -> [Tile] {
    let all = children.filter { $0.bytes > 0 }
    let sum = all.reduce(0) { $0 + $1.bytes }
    guard sum > 0 else { return [] }
    let kept = all.prefix { Double($0.bytes) / Double(sum) * area >= least }
    let rest = all.dropFirst(kept.count)
    guard rest.count > 1 else { return all }
    let bytes = rest.reduce(0) { $0 + $1.bytes }
    let more = Tile(name: "\(rest.count) more", bytes: bytes)
    return (kept + [more]).sorted { $0.bytes > $1.bytes }
  }
}
