// Which rows and columns of an answer are wanted. The same for the prompt, for scripts, and for a lesson's
// questions, whose answers are picked by nothing else: no shell runs for them.
//
//     tasks --where state=waiting --where 'for=sleep*' --show name
//     timers --last --show task
//
// Conditions compare the cells as they are shown; * is any text. All of them must hold.

import InspectionProtocol

/// A choice of rows and columns.
public struct Selection: Equatable, Sendable {
  /// A column, and what its cells must be.
  public struct Condition: Equatable, Sendable {
    public let column: String
    public let pattern: String

    /// - Parameter text: `COLUMN=PATTERN`.
    public init?(_ text: String) {
      guard let sign = text.firstIndex(of: "="), sign > text.startIndex else { return nil }
      column = String(text[..<sign])
      pattern = String(text[text.index(after: sign)...])
    }
  }

  public enum End: Equatable, Sendable { case first, last }

  public var conditions: [Condition] = []
  /// Nil: all of the rows.
  public var end: End?
  /// In this order; none: all of them.
  public var columns: [String] = []

  public init() {}

  public var isEverything: Bool { self == Selection() }

  /// Whether it speaks of a column of addresses of code.
  func looksAtCode(of answer: ConsoleAnswer) -> Bool {
    let spoken = conditions.map(\.column) + columns
    return answer.declaration.columns.contains { column in
      (column.type == .address || column.type == .stack) && spoken.contains(column.name)
    }
  }
}

extension Selection {
  /// What is wanted of an answer.
  /// - Throws: the name of a column that the answer does not have.
  public func callAsFunction(
    _ answer: ConsoleAnswer, names: CodeNames = [:]
  ) throws(UnknownColumn) -> ConsoleAnswer {
    guard !isEverything else { return answer }
    let all = answer.declaration.columns
    let tests = try conditions.map { condition throws(UnknownColumn) in
      (place: try place(of: condition.column, answer), pattern: Array(condition.pattern.utf8))
    }
    var rows = answer.rows.filter { row in
      tests.allSatisfy { test in
        row.count > test.place
          && Selection.matches(Array(row[test.place].text(names).utf8)[...], test.pattern[...])
      }
    }
    switch end {
    case .first: rows = Array(rows.prefix(1))
    case .last: rows = Array(rows.suffix(1))
    case nil: break
    }
    // The rows of a tree without those above them are a table; so is a tree without its depth.
    let isTree = answer.declaration.shape == .tree
    var places = try columns.map { name throws(UnknownColumn) in try place(of: name, answer) }
    if places.isEmpty { places = Array(all.indices.dropFirst(isTree ? 1 : 0)) }
    var selected = answer
    selected.declaration = CommandDeclaration(
      answer.declaration.name, help: answer.declaration.help,
      explanation: answer.declaration.explanation, tier: answer.declaration.tier,
      shape: isTree ? .table : answer.declaration.shape,
      arguments: answer.declaration.arguments, columns: places.map { all[$0] })
    selected.rows = rows.map { row in places.map { $0 < row.count ? row[$0] : .none } }
    return selected
  }

  private func place(of name: String, _ answer: ConsoleAnswer) throws(UnknownColumn) -> Int {
    let columns = answer.declaration.columns
    guard let place = columns.firstIndex(where: { $0.name == name }) else {
      // A tree's depth is not shown.
      let shown = columns.dropFirst(answer.declaration.shape == .tree ? 1 : 0).map(\.name)
      throw UnknownColumn(name: name, command: answer.declaration.name, columns: shown)
    }
    return place
  }

  /// Whether a whole text is as the pattern says; bytes count, not looks.
  static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    var (text, pattern) = (text, pattern)
    // After the last *: what is left of the pattern, and where the text behind it may begin.
    var retry: (pattern: ArraySlice<UInt8>, text: ArraySlice<UInt8>)?
    while !text.isEmpty || !pattern.isEmpty {
      if pattern.first == UInt8(ascii: "*") {
        pattern.removeFirst()
        retry = (pattern, text)
      } else if let byte = pattern.first, byte == text.first {
        pattern.removeFirst()
        text.removeFirst()
      } else if let last = retry, !last.text.isEmpty {
        retry = (last.pattern, last.text.dropFirst())
        (pattern, text) = (last.pattern, last.text.dropFirst())
      } else {
        return false
      }
    }
    return true
  }
}

/// A column that an answer does not have.
public struct UnknownColumn: Error, Equatable, Sendable {
  public let name: String
  public let command: String
  public let columns: [String]

  public var text: String {
    "\(command) has no column \"\(name)\"; it has \(columns.joined(separator: ", "))"
  }
}
