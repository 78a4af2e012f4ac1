import Foundation

/// A task as a trap report tells it:
///
///       task 2 waiting cancelled of 1 for 7 "sleeper"
///         at 0x0000000000417c0d  Mailbox.receive() at unikernel.swift:27
///         entered 0x0000000000400c05  closure #1 in Demo.start(console:) at unikernel.swift:6
public struct ReportedTask: Sendable, Equatable {
  public var id: UInt64
  /// Nil: the task has none.
  public var name: String?
  /// `running`, `ready`, `waiting`, `finished`.
  public var state: String
  public var isCancelled = false
  /// The task that it is a child of.
  public var parent: UInt64?
  /// The task whose result it waits for.
  public var waitsFor: UInt64?
  /// Where it waits, innermost first; each without its address when it is symbolized.
  public var places: [String] = []
  /// The function that it began with; the same.
  public var created: String?

  /// Nil when the line does not begin a task.
  init?(line: String) {
    let mark = "  task "
    guard line.hasPrefix(mark) else { return nil }
    var rest = line.dropFirst(mark.count)
    if rest.hasSuffix("\""), let quote = rest.firstIndex(of: "\"") {
      name = String(rest[rest.index(after: quote)...].dropLast())
      rest = rest[..<quote]
    }
    var words = rest.split(separator: " ")[...]
    guard let number = words.popFirst(), let id = UInt64(number), let state = words.popFirst()
    else { return nil }
    self.id = id
    self.state = String(state)
    while let word = words.popFirst() {
      switch word {
      case "cancelled": isCancelled = true
      case "of": parent = words.popFirst().flatMap { UInt64($0) }
      case "for": waitsFor = words.popFirst().flatMap { UInt64($0) }
      default: break
      }
    }
  }

  /// What an address line of a task begins with.
  static let prefixes = ["    at ", "    entered "]

  /// Takes in a line below the task's own.
  mutating func append(_ line: String) {
    guard let prefix = Self.prefixes.first(where: line.hasPrefix) else { return }
    let words = line.dropFirst(prefix.count)
    let place = words.range(of: "  ").map { String(words[$0.upperBound...]) } ?? String(words)
    if prefix == Self.prefixes[0] { places.append(place) } else { created = place }
  }

  /// `7 "sleeper" waits in Mailbox.receive() ← Demo.start(console:)`, without files and lines.
  var summary: String {
    var text = "\(id)"
    if let name { text += " \"\(name)\"" }
    text += isCancelled ? " (cancelled) " : " "
    let bare = places.map { place in
      place.range(of: " at ").map { String(place[..<$0.lowerBound]) } ?? place
    }
    switch state {
    case "waiting":
      text += waitsFor.map { "waits for \($0)" } ?? "waits"
      if !bare.isEmpty { text += " in " + bare.prefix(4).joined(separator: " ← ") }
    case "running": text += "ran"
    default: text += state
    }
    if bare.isEmpty, let created { text += ", created with " + created }
    return text
  }
}
