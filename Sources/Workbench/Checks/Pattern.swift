import Curriculum
import Tables

/// A line that is expected, with places: `{nonce}` is this boot's name, `{any}` is any text.
struct Pattern: Sendable, Equatable {
  let source: String
  private let pieces: [Piece]

  private enum Piece: Sendable, Equatable {
    case literal(String)
    case nonce
    case any
  }

  /// Parses `source`; a place with another name is an error of the lesson.
  init(_ source: String, in section: Section, key: String) throws(LessonFault) {
    self.source = source
    var pieces: [Piece] = []
    var rest = source[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw section.fault(key, "a { without its }; places are {nonce} and {any}")
      }
      if open > rest.startIndex { pieces.append(.literal(String(rest[..<open]))) }
      switch rest[rest.index(after: open)..<close] {
      case "nonce": pieces.append(.nonce)
      case "any": pieces.append(.any)
      case let other: throw section.fault(key, "unknown place {\(other)}; {nonce} or {any}")
      }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.literal(String(rest))) }
    self.pieces = pieces
  }

  /// The line as a learner should see it.
  func readable(nonce: String) -> String {
    pieces.map { piece in
      switch piece {
      case .literal(let text): text
      case .nonce: nonce
      case .any: "…"
      }
    }.joined()
  }

  /// Whether a whole line is as expected; bytes count, not looks.
  func matches(_ line: String, nonce: String) -> Bool {
    matches(Array(line.utf8)[...], pieces[...], Array(nonce.utf8))
  }

  private func matches(
    _ line: ArraySlice<UInt8>, _ pieces: ArraySlice<Piece>, _ nonce: [UInt8]
  ) -> Bool {
    guard let piece = pieces.first else { return line.isEmpty }
    let others = pieces.dropFirst()
    switch piece {
    case .literal(let text):
      let bytes = Array(text.utf8)
      return line.starts(with: bytes) && matches(line.dropFirst(bytes.count), others, nonce)
    case .nonce:
      return line.starts(with: nonce) && matches(line.dropFirst(nonce.count), others, nonce)
    case .any:
      if others.isEmpty { return true }
      return (line.startIndex...line.endIndex).contains { matches(line[$0...], others, nonce) }
    }
  }
}
