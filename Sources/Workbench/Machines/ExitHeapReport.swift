/// What a unikernel says of its heap before it ends, when it is started with `--heap-report`.
public struct ExitHeapReport: Sendable, Equatable {
  /// The headline, the sites and their frames, symbolized or not.
  public let lines: [String]

  /// Nil when there is none. The last counts: an application may print what looks like one.
  public init?(in lines: [String]) {
    guard let start = lines.lastIndex(where: { $0.hasPrefix("heap at exit: ") }) else { return nil }
    self.lines = [lines[start]] + lines[(start + 1)...].prefix { $0.hasPrefix("  ") }
  }

  /// Whether it names sites: then there is something to be explained.
  public var hasSites: Bool { lines.count > 1 }
}
