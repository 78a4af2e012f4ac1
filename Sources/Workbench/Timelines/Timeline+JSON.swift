// For programs. Fields are added, never changed; docs/timeline.md lists them.

import Foundation

extension Timeline {
  /// One object.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Document(
      image: name, place: place, unit: unit.rawValue, boot: Entry(boot), observed: observed,
      unobserved: unobserved, notes: notes)
    guard let data = try? encoder.encode(document) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }

  private struct Document: Encodable {
    var format = 1
    let image: String
    let place: String
    let unit: String
    let boot: Entry
    let observed: [Int]
    let unobserved: [Int]
    let notes: [String]
  }

  private struct Entry: Encodable {
    let name: String
    let start: Int
    let length: Int
    let phases: [Entry]

    init(_ phase: Phase) {
      name = phase.name
      start = phase.start
      length = phase.length
      phases = phase.children.map(Entry.init)
    }
  }
}
