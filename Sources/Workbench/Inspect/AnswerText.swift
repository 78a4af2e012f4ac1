// An answer as lines: a table, a record, a tree or plain lines; what the terminal can show decides width and
// signs. Text that came from the unikernel is made harmless here (`printable`).

import Checks
import InspectionProtocol

/// How lines are to look.
public struct Appearance: Sendable {
  /// Columns of the terminal; nil: no terminal, nothing is cut.
  public var width: Int?
  /// Only ASCII.
  public var isPlain: Bool
  public var palette: Palette

  public init(width: Int?, isPlain: Bool, palette: Palette) {
    self.width = width
    self.isPlain = isPlain
    self.palette = palette
  }

  var ellipsis: String { isPlain ? "~" : "…" }
}

extension ConsoleAnswer {
  /// - Parameters:
  ///   - isExpanded: a line for each cell, whatever the shape.
  ///   - changed: which cells are marked, by row and column.
  public func lines(
    _ appearance: Appearance, names: CodeNames = [:], isExpanded: Bool = false,
    changed: (Int, Int) -> Bool = { _, _ in false }
  ) -> [String] {
    let texts = texts(names)
    switch declaration.shape {
    case .lines where !isExpanded: return texts.map { $0.joined(separator: " ") }
    case .record: return expanded(texts, appearance, isNumbered: rows.count > 1)
    case _ where isExpanded: return expanded(texts, appearance, isNumbered: true)
    default: return table(texts, appearance, changed)
    }
  }

  /// What is said below an answer; empty when there is nothing to say.
  public var footnote: String {
    switch outcome {
    case .complete where rows.isEmpty && declaration.shape != .record: "nothing"
    case .complete: ""
    case .cancelled: "cancelled after \(rows.count) rows"
    case .cut: "cut after \(rows.count) rows, the most that are sent"
    }
  }

  /// Cells as text: those of a tree are indented, and the depth left out.
  private func texts(_ names: CodeNames) -> [[String]] {
    rows.map { row in
      var cells = row.map { printable($0.text(names)) }
      if declaration.shape == .tree, case .integer(let depth)? = row.first, cells.count > 1 {
        cells.removeFirst()
        cells[0] = String(repeating: "  ", count: Int(max(min(depth, 64), 0))) + cells[0]
      }
      return cells
    }
  }

  /// The columns that are shown.
  private var columns: [Column] {
    Array(declaration.shape == .tree ? declaration.columns.dropFirst() : declaration.columns[...])
  }

  // MARK: - A line for each cell

  private func expanded(
    _ texts: [[String]], _ appearance: Appearance, isNumbered: Bool
  ) -> [String] {
    let names = columns.map { printable($0.name) }
    let width = names.map(\.displayWidth).max() ?? 0
    var lines: [String] = []
    for (index, row) in texts.enumerated() {
      if isNumbered { lines.append(appearance.palette.faint("- row \(index + 1)")) }
      for (name, text) in zip(names, row) {
        lines.append(appearance.palette.strong(name.padded(to: width)) + "  " + text)
      }
    }
    return lines
  }

  // MARK: - Tables

  private func table(
    _ texts: [[String]], _ appearance: Appearance, _ changed: (Int, Int) -> Bool
  ) -> [String] {
    guard !texts.isEmpty else { return [] }
    let heads = columns.map { printable($0.name) }
    let widths = widths(heads, texts, appearance)
    let aligned = columns.map { column in
      switch column.type {
      case .integer, .bytes, .duration, .instant, .id:
        declaration.shape != .tree || column != columns.first
      default: false
      }
    }
    func line(_ cells: [String], _ mark: (Int, String) -> String) -> String {
      var line = ""
      for (index, width) in widths.enumerated() {
        let text = (index < cells.count ? cells[index] : "").cut(to: width, appearance.ellipsis)
        let isLast = index == widths.count - 1
        let padded =
          aligned[index]
          ? text.padded(to: width, onLeft: true)
          : isLast ? text : text.padded(to: width)
        line += mark(index, padded) + (isLast ? "" : "  ")
      }
      return line.droppingTrailingSpaces
    }
    var lines = [line(heads) { appearance.palette.strong($1) }]
    for (row, cells) in texts.enumerated() {
      lines.append(
        line(cells) { column, text in
          let source = declaration.shape == .tree ? column + 1 : column
          // Colour is never the only carrier: a sign as well.
          return changed(row, source) ? appearance.palette.good(text + "*") : text
        })
    }
    return lines
  }

  /// Each column as wide as its widest cell; where a terminal is too narrow, the widest are cut first.
  private func widths(
    _ heads: [String], _ texts: [[String]], _ appearance: Appearance
  ) -> [Int] {
    var widths = heads.map(\.displayWidth)
    for row in texts {
      for (index, text) in row.enumerated() where index < widths.count {
        widths[index] = max(widths[index], text.displayWidth)
      }
    }
    guard let room = appearance.width else { return widths }
    while widths.reduce(0, +) + 2 * (widths.count - 1) > room,
      let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > Limits.narrowest
    {
      widths[widest] -= 1
    }
    return widths
  }
}
