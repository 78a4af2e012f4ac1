extension Results {
  /// For a terminal: the machine, then a table for each group.
  public var text: String {
    var lines = [machine.line]
    if machine.isBusy { lines.append(Messages.busy(machine.load)) }
    for outcome in outcomes {
      lines += ["", "\(outcome.group.rawValue): \(outcome.group.title)"]
      if !outcome.rows.isEmpty {
        lines += Self.aligned([Row.headings] + outcome.rows.map(\.cells)).map { "  " + $0 }
      }
      lines += outcome.notes.map { "  note: " + $0 }
    }
    return lines.joined(separator: "\n")
  }

  /// For docs/performance.md.
  public var markdown: String {
    var lines = [machine.line]
    if machine.isBusy { lines += ["", "**\(Messages.busy(machine.load))**"] }
    for outcome in outcomes {
      lines += ["", "### \(outcome.group.rawValue): \(outcome.group.title)"]
      if !outcome.rows.isEmpty {
        lines += ["", Self.piped(Row.headings), "| --- | ---: | ---: | ---: | --- | --- | --- |"]
        lines += outcome.rows.map { Self.piped($0.cells) }
      }
      for note in outcome.notes { lines += ["", "Note: " + note] }
    }
    return lines.joined(separator: "\n")
  }

  private static func piped(_ cells: [String]) -> String {
    "| " + cells.map { $0.trimmed }.joined(separator: " | ") + " |"
  }

  /// Columns padded to their widest cell; numbers, which are the second to fourth, to the right.
  static func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return (1...3).contains(column) ? padding + cell : cell + padding
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension String {
  /// Without the spaces that indent a part below its whole in a terminal.
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
