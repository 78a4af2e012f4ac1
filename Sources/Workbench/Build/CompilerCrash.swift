import Foundation

/// A compiler that died, and the learner's function that it died on.
///
/// Embedded Swift has corners where the compiler fails instead of saying what it does not support. Its
/// stack dump names the function:
///
///     4. While emitting IR SIL function "@$e11Application…".
///      for 'taskLocal(_:)' (at Tasks.swift:129:11)
struct CompilerCrash: Sendable, Equatable {
  /// `file:line:column`
  let place: String
  /// What the dump calls it, such as `'taskLocal(_:)'` or `getter for depth`.
  let function: String

  /// Nil when the output is no stack dump or names no source.
  init?(_ output: String) {
    guard let dump = output.range(of: "Stack dump:\n") else { return nil }
    let frame = #/^ for (.+) \(at ([^:()]+:\d+:\d+)\)$/#.anchorsMatchLineEndings()
    // The last one is the innermost.
    guard let match = output[dump.upperBound...].matches(of: frame).last else { return nil }
    function = String(match.output.1)
    place = String(match.output.2)
  }

  /// True when it is in one of these files, which the compiler was given by their names.
  func isIn(_ files: [URL]) -> Bool {
    files.contains { place.hasPrefix($0.lastPathComponent + ":") }
  }
}
