import Curriculum
import Tables

/// A line that is expected, with places: `{nonce}`, `{phrase}`, `{number}`, a `{part}` of the number and the
/// `{rest}` of it are this boot's, `{index}` is the line's own number among its like, from 1 on, and `{any}` is
/// any text.
struct Pattern: Sendable, Equatable {
  let source: String
  private let pieces: [Piece]

  fileprivate enum Piece: Sendable, Equatable {
    case literal(String)
    case nonce, phrase, number, part, rest, index
    case any
  }

  /// Parses `source`; a place with another name is an error of the lesson.
  init(_ source: String, in section: Section, key: String) throws(LessonFault) {
    self.source = source
    var pieces: [Piece] = []
    var rest = source[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw section.fault(key, "a { without its }; places are \(Pattern.places)")
      }
      if open > rest.startIndex { pieces.append(.literal(String(rest[..<open]))) }
      switch rest[rest.index(after: open)..<close] {
      case "nonce": pieces.append(.nonce)
      case "phrase": pieces.append(.phrase)
      case "number": pieces.append(.number)
      case "part": pieces.append(.part)
      case "rest": pieces.append(.rest)
      case "index": pieces.append(.index)
      case "any": pieces.append(.any)
      case let other:
        throw section.fault(key, "unknown place {\(other)}; there are \(Pattern.places)")
      }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.literal(String(rest))) }
    self.pieces = pieces
  }

  private static let places = "{nonce}, {phrase}, {number}, {part}, {rest}, {index} and {any}"

  /// The line as a learner should see it.
  func readable(_ boot: BootParameters, index: Int = 1) -> String {
    pieces.map { $0.text(boot, index) ?? "…" }.joined()
  }

  /// Whether a whole line is as expected; bytes count, not looks.
  func matches(_ line: String, _ boot: BootParameters, index: Int = 1) -> Bool {
    let texts = pieces.map { $0.text(boot, index).map { Array($0.utf8) } }
    return matches(Array(line.utf8)[...], texts[...])
  }

  /// A piece that is nil is any text.
  private func matches(_ line: ArraySlice<UInt8>, _ pieces: ArraySlice<[UInt8]?>) -> Bool {
    guard let piece = pieces.first else { return line.isEmpty }
    let others = pieces.dropFirst()
    if let piece {
      return line.starts(with: piece) && matches(line.dropFirst(piece.count), others)
    }
    if others.isEmpty { return true }
    return (line.startIndex...line.endIndex).contains { matches(line[$0...], others) }
  }
}

extension Pattern.Piece {
  /// What stands in this place in a boot; nil: anything may.
  fileprivate func text(_ boot: BootParameters, _ index: Int) -> String? {
    switch self {
    case .literal(let text): text
    case .nonce: boot.nonce
    case .phrase: boot.phrase
    case .number: String(boot.number)
    case .part: String(boot.part)
    case .rest: String(boot.number - boot.part)
    case .index: String(index)
    case .any: nil
    }
  }
}
