// The flame chart as SVG: every phase with its length and share as a tooltip.

import Maps

extension Timeline {
  /// An SVG document.
  public var svg: String {
    var drawing = SvgFlame(unit: unit, whole: boot.length)
    drawing.heading(headline(Screen(isUnicode: true)))
    let panels = panels
    for (index, panel) in panels.enumerated() {
      drawing.draw(panel, caption: index == 0 ? nil : caption(panel))
    }
    for note in notes { drawing.note(note) }
    return drawing.document
  }
}

struct SvgFlame {
  private static let width = 1200.0
  private static let margin = 10.0
  private static let row = 30.0
  private let unit: Timeline.Unit
  private let whole: Int
  private var parts: [String] = []
  private var top = 0.0

  init(unit: Timeline.Unit, whole: Int) {
    self.unit = unit
    self.whole = whole
  }

  mutating func heading(_ title: String) {
    parts.append(Svg.text(title, x: Self.margin, y: 26, size: 19, weight: "bold"))
    top = 44
  }

  mutating func note(_ words: String) {
    parts.append(Svg.text("Note: " + words, x: Self.margin, y: top + 14, size: 12))
    top += 18
  }

  /// A chart with its ruler.
  mutating func draw(_ root: Phase, caption: String?) {
    if let caption {
      parts.append(Svg.text(caption, x: Self.margin, y: top + 14, size: 14, weight: "bold"))
      top += 22
    }
    let bottom = top + 20 + Double(root.depth) * Self.row
    ruler(root, bottom)
    top += 20
    draw(root, root, depth: 0, tint: 0)
    top = bottom + 18
  }

  private mutating func ruler(_ root: Phase, _ bottom: Double) {
    let ruler = Ruler(length: root.length, most: 10)
    for mark in ruler.marks(root.length) {
      let x = Self.x(root.start + mark, root)
      let label = ruler.label(mark, unit, isUnicode: true)
      parts.append(
        "<line x1=\"\(Svg.number(x))\" y1=\"\(Svg.number(top + 14))\" x2=\"\(Svg.number(x))\" "
          + "y2=\"\(Svg.number(bottom))\" stroke=\"#999999\" stroke-width=\"0.7\"/>")
      // The last one would leave the picture.
      if x < Self.width - 50 { parts.append(Svg.text(label, x: x + 2, y: top + 12, size: 11)) }
    }
  }

  private mutating func draw(_ phase: Phase, _ root: Phase, depth: Int, tint: Int) {
    let left = Self.x(phase.start, root)
    // What takes no time to speak of is still to be found.
    let width = max(Self.x(phase.end, root) - left, 0.5)
    let y = top + Double(depth) * Self.row
    let size = unit.short(phase.length, isUnicode: true)
    let words = "\(phase.name)\n\(size), \(Figures.percent(phase.length, of: whole))"
    parts.append("<g><title>\(Svg.escape(words))</title>")
    parts.append(
      "<rect x=\"\(Svg.number(left))\" y=\"\(Svg.number(y))\" width=\"\(Svg.number(width))\" "
        + "height=\"\(Svg.number(Self.row - 1))\" fill=\"\(Svg.tints[tint % Svg.tints.count])\" "
        + "stroke=\"#ffffff\" stroke-width=\"\(width > 4 ? 1 : 0)\"/>")
    let label = Svg.cut("\(phase.name)  \(size)", to: width - 8, size: 12)
    if label.count > 2 { parts.append(Svg.text(label, x: left + 5, y: y + 19, size: 12)) }
    parts.append("</g>")
    for (index, child) in phase.children.enumerated() {
      draw(child, root, depth: depth + 1, tint: depth == 0 ? index + 1 : tint + index)
    }
  }

  private static func x(_ moment: Int, _ root: Phase) -> Double {
    let share = Double(moment - root.start) / Double(max(root.length, 1))
    return margin + share * (width - 2 * margin)
  }

  var document: String { Svg.document(parts, width: Self.width, height: top + 8) }
}
