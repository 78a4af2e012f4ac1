// The graph as a picture. A box is in the row below the lowest box that points to it; the boxes of a row are
// ordered by the middle of what points to them, which leaves few crossings in graphs of this size.

extension Graph {
  /// A self-contained SVG document.
  public var svg: String {
    let picture = Picture(self)
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(picture.width)" height="\(picture.height)" \
      viewBox="0 0 \(picture.width) \(picture.height)" font-family="monospace" font-size="13">
      """,
      "<title>\(Graph.escape(name))</title>",
      "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
    ]
    for (index, node) in nodes.enumerated() {
      lines += node.parts.map { picture.arrow(from: index, to: $0) }
    }
    for (index, node) in nodes.enumerated() { lines += picture.box(index, node) }
    return (lines + ["</svg>"]).map { $0 + "\n" }.joined()
  }

  fileprivate static func escape(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

/// Where everything is. Lengths are pixels.
private struct Picture {
  struct Box {
    var x = 0
    var y = 0
    var width = 0
    var height = 0
    var middle: Int { x + width / 2 }
  }

  static let margin = 16
  static let gap = 24
  static let rowGap = 40
  static let lineHeight = 18
  static let characterWidth = 8

  private(set) var boxes: [Box]
  private(set) var width = 0
  private(set) var height = 0

  init(_ graph: Graph) {
    boxes = graph.nodes.map { node in
      let texts = [node.title] + node.details
      let longest = texts.map(\.count).max() ?? 0
      return Box(
        width: longest * Picture.characterWidth + 2 * Picture.characterWidth,
        height: texts.count * Picture.lineHeight + 10)
    }
    var y = Picture.margin
    for row in Picture.rows(graph) {
      place(ordered(row, graph), y)
      y += (row.map { boxes[$0].height }.max() ?? 0) + Picture.rowGap
    }
    width = (boxes.map { $0.x + $0.width }.max() ?? 0) + Picture.margin
    height = y - Picture.rowGap + Picture.margin
    center(Picture.rows(graph))
  }

  private static func rows(_ graph: Graph) -> [[Int]] {
    var ranks = [Int](repeating: 0, count: graph.nodes.count)
    // Boxes come before what they point to.
    for (index, node) in graph.nodes.enumerated() {
      for part in node.parts { ranks[part] = max(ranks[part], ranks[index] + 1) }
    }
    return (0...(ranks.max() ?? 0)).map { rank in ranks.indices.filter { ranks[$0] == rank } }
  }

  private func ordered(_ row: [Int], _ graph: Graph) -> [Int] {
    let weights = row.map { index in
      let above = graph.nodes.indices.filter { graph.nodes[$0].parts.contains(index) }
      let sum = above.map { parent in
        // Beside each other as the parent lists them.
        boxes[parent].middle * 100 + (graph.nodes[parent].parts.firstIndex(of: index) ?? 0)
      }.reduce(0, +)
      return above.isEmpty ? index : sum / above.count
    }
    return zip(row, weights).sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
  }

  private mutating func place(_ row: [Int], _ y: Int) {
    var x = Picture.margin
    for index in row {
      boxes[index].x = x
      boxes[index].y = y
      x += boxes[index].width + Picture.gap
    }
  }

  /// Shifts each row to the middle of the picture.
  private mutating func center(_ rows: [[Int]]) {
    for row in rows {
      let right = row.map { boxes[$0].x + boxes[$0].width }.max() ?? 0
      let shift = (width - Picture.margin - right) / 2
      for index in row { boxes[index].x += shift }
    }
  }

  func box(_ index: Int, _ node: Graph.Node) -> [String] {
    let box = boxes[index]
    let stroke = node.kind == .job ? "2" : "1"
    var lines = [
      """
      <rect x="\(box.x)" y="\(box.y)" width="\(box.width)" height="\(box.height)" rx="4" \
      fill="#f4f6f8" stroke="#334155" stroke-width="\(stroke)"/>
      """
    ]
    for (number, text) in ([node.title] + node.details).enumerated() {
      let y = box.y + (number + 1) * Picture.lineHeight
      let weight = number == 0 ? " font-weight=\"bold\"" : ""
      lines.append(
        "<text x=\"\(box.middle)\" y=\"\(y)\" text-anchor=\"middle\"\(weight)>"
          + "\(Graph.escape(text))</text>")
    }
    return lines
  }

  func arrow(from: Int, to: Int) -> String {
    let (start, end) = (boxes[from], boxes[to])
    let (top, bottom) = (start.y + start.height, end.y)
    let half = (bottom - top) / 2
    return """
      <path d="M \(start.middle) \(top) C \(start.middle) \(top + half), \(end.middle) \
      \(bottom - half), \(end.middle) \(bottom)" fill="none" stroke="#64748b"/>
      """
  }
}
