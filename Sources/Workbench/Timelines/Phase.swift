/// A part of a boot: from one moment to another, and what it is made of. Moments are nanoseconds or
/// instructions, as the timeline says.
public struct Phase: Sendable, Equatable {
  public let name: String
  public let start: Int
  public let end: Int
  /// In their order, without gaps: the first starts with this phase, the last ends with it. Empty for a leaf.
  public let children: [Phase]

  public init(_ name: String, _ start: Int, _ end: Int, _ children: [Phase] = []) {
    self.name = name
    self.start = start
    self.end = max(start, end)
    self.children = children
  }

  public var length: Int { end - start }

  /// How many levels there are, this one included.
  var depth: Int { 1 + (children.map(\.depth).max() ?? 0) }

  /// This phase and all within it, with how deep each lies; outer ones first.
  var all: [(phase: Phase, depth: Int)] {
    [(self, 0)] + children.flatMap { $0.all.map { ($0.phase, $0.depth + 1) } }
  }

  /// The phase of this name, whatever its case, nearest to the root.
  func named(_ name: String) -> Phase? {
    let wanted = name.lowercased()
    return all.sorted { $0.depth < $1.depth }.first { $0.phase.name.lowercased() == wanted }?.phase
  }

  /// What of it lies between two moments; nil when nothing does.
  func slice(_ from: Int, _ to: Int) -> Phase? {
    guard start < to, end > from else { return nil }
    return Phase(
      name, max(start, from), min(end, to), children.compactMap { $0.slice(from, to) })
  }
}
