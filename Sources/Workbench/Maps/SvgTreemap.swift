// The treemap as SVG: one file, nothing fetched, every part with its name and bytes as a tooltip. Three
// levels lie in each other: group (a bar with its name), file, symbol.

import Foundation

extension Comparison {
  /// An SVG document: the image's treemap, and below it, when there is something to compare with, all of
  /// them to one scale.
  public var svg: String {
    var drawing = SvgTreemap()
    let hasOthers = others.contains { $0.sizes != nil }
    drawing.heading(image.headline, image.summary)
    drawing.draw(image.tile, top: SvgTreemap.headingHeight, height: 720)
    guard hasOthers else { return drawing.document(height: 720 + SvgTreemap.headingHeight + 10) }
    let top = SvgTreemap.headingHeight + 720
    drawing.caption("To one scale, \(image.name) is dark: \(scale)", top: top)
    drawing.draw(tile, top: top + 34, height: 420, dark: image.name)
    return drawing.document(height: top + 34 + 420 + 10)
  }

  /// The others in words.
  private var scale: String {
    others.compactMap { other in
      other.times(image.sizes.loaded).map {
        "\(other.name) is \(Figures.times($0)) ×"
      }
    }.joined(separator: ", ")
  }
}

struct SvgTreemap {
  static let width = 1200.0
  static let headingHeight = 60.0
  private static let margin = 10.0
  private var parts: [String] = []

  mutating func heading(_ title: String, _ summary: String) {
    parts.append(Svg.text(title, x: Self.margin, y: 26, size: 19, weight: "bold"))
    parts.append(Svg.text(summary, x: Self.margin, y: 47, size: 14))
  }

  mutating func caption(_ words: String, top: Double) {
    let line = Rectangle(x: Self.margin, y: top + 8, width: Self.width - Self.margin, height: 20)
    write(words, in: line, size: 15, weight: "bold")
  }

  /// Draws the tile's children, theirs, and theirs.
  /// - Parameter dark: the child that must be seen, however small.
  mutating func draw(_ tile: Tile, top: Double, height: Double, dark: String? = nil) {
    let whole = Rectangle(
      x: Self.margin, y: top, width: Self.width - 2 * Self.margin, height: height)
    for (index, (group, place)) in Self.layout(tile.children, whole).enumerated() {
      let tint = Svg.tints[index % Svg.tints.count]
      open(group, of: tile.bytes, path: group.name)
      if group.name == dark {
        rectangle(Self.visible(place, within: whole), fill: "#08306b", stroke: "#ffffff", line: 1)
      } else {
        rectangle(place, fill: tint, stroke: "#ffffff", line: 2)
        drawFiles(group, place, of: tile.bytes)
      }
      parts.append("</g>")
    }
  }

  private mutating func drawFiles(_ group: Tile, _ place: Rectangle, of whole: Int) {
    let hasBar = place.width > 44 && place.height > 34
    if hasBar {
      let label = "\(group.name)  \(Figures.short(group.bytes)), \(group.share(of: whole))"
      write(label, in: place, size: 13, weight: "bold")
    }
    guard place.width > 8, place.height > 8 else { return }
    let inner = place.shrunk(left: 3, top: hasBar ? 20 : 3, right: 3, bottom: 3)
    for (file, place) in Self.layout(group.children, inner) {
      open(file, of: whole, path: "\(group.name): \(file.name)")
      rectangle(place, fill: "#ffffff", opacity: 0.45, stroke: "#ffffff", line: 1)
      drawSymbols(group, file, place, of: whole)
      parts.append("</g>")
    }
  }

  private mutating func drawSymbols(
    _ group: Tile, _ file: Tile, _ place: Rectangle, of whole: Int
  ) {
    let hasLabel = place.width > 36 && place.height > 18
    if hasLabel { write("\(file.name) \(Figures.short(file.bytes))", in: place, size: 11) }
    guard file.children.count > 0, place.width > 14, place.height > 30 else { return }
    let inner = place.shrunk(left: 2, top: 17, right: 2, bottom: 2)
    for (symbol, place) in Self.layout(file.children, inner) where place.area > 4 {
      open(symbol, of: whole, path: "\(file.name): \(symbol.name)")
      rectangle(place, fill: "#000000", opacity: 0.06, stroke: "#ffffff", line: 0.7)
      if place.width > 60, place.height > 13 { write(symbol.name, in: place, size: 9) }
      parts.append("</g>")
    }
  }

  /// The document around everything drawn so far.
  func document(height: Double) -> String {
    Svg.document(parts, width: Self.width, height: height)
  }
}

// Elements.
extension SvgTreemap {
  private mutating func open(_ tile: Tile, of whole: Int, path: String) {
    let words = "\(path)\n\(Figures.grouped(tile.bytes)) bytes, \(tile.share(of: whole))"
    parts.append("<g><title>\(Svg.escape(words))</title>")
  }

  private mutating func rectangle(
    _ place: Rectangle, fill: String, opacity: Double = 1, stroke: String, line: Double
  ) {
    let position = "x=\"\(Svg.number(place.x))\" y=\"\(Svg.number(place.y))\""
    let size = "width=\"\(Svg.number(place.width))\" height=\"\(Svg.number(place.height))\""
    let paint =
      "fill=\"\(fill)\" fill-opacity=\"\(opacity)\" stroke=\"\(stroke)\" stroke-width=\"\(line)\""
    parts.append("<rect \(position) \(size) \(paint)/>")
  }

  /// The text at the upper left, cut to what fits.
  private mutating func write(
    _ words: String, in place: Rectangle, size: Double, weight: String = "normal"
  ) {
    let cut = Svg.cut(words, to: place.width - 6, size: size, isBold: weight == "bold")
    guard cut.count > 2 else { return }
    parts.append(Svg.text(cut, x: place.x + 4, y: place.y + size + 1.5, size: size, weight: weight))
  }

  private static func layout(_ tiles: [Tile], _ place: Rectangle) -> [(Tile, Rectangle)] {
    let drawn = tiles.filter { $0.bytes > 0 }
    return Array(zip(drawn, Squarify.layout(drawn.map { Double($0.bytes) }, in: place)))
  }

  /// At least a few pixels of it, at the price of its neighbours.
  private static func visible(_ place: Rectangle, within whole: Rectangle) -> Rectangle {
    let minimum = 4.0
    var result = place
    result.width = max(place.width, minimum)
    result.height = max(place.height, minimum)
    result.x = min(place.x, whole.x + whole.width - result.width)
    result.y = min(place.y, whole.y + whole.height - result.height)
    return result
  }
}

extension Rectangle {
  /// What is left inside, never less than nothing.
  fileprivate func shrunk(left: Double, top: Double, right: Double, bottom: Double) -> Rectangle {
    Rectangle(
      x: x + left, y: y + top, width: max(0, width - left - right),
      height: max(0, height - top - bottom))
  }
}
