import Foundation

/// The last trap report of a console:
///
///     TRAP page fault: write to 0x0000000000000000        or PANIC …
///       at 0x0000000000101c2d
///       at 0x0000000000101b00
///
/// The first address is the program counter, the others return addresses. What follows them is in
/// TrapReport+Tasks.swift.
public struct TrapReport: Sendable, Equatable {
  /// The line that starts the report.
  public let headline: String
  /// The `at` lines that follow it, symbolized or not.
  public let frames: [String]
  let sections: Sections

  /// The registers at a trap, three to a line.
  public var registers: [String] { sections.registers }
  /// How many tasks there were; 0 when the report does not say.
  public var taskCount: Int { sections.taskCount }
  /// The first of them, the one that ran before all others.
  public var tasks: [ReportedTask] { sections.tasks }
  /// The last lines of the log.
  public var log: [String] { sections.log }

  /// Nil when no line starts a report.
  public init?(in lines: [String]) {
    guard let start = lines.lastIndex(where: Self.isHeadline) else { return nil }
    headline = lines[start]
    frames = lines[(start + 1)...].prefix { $0.hasPrefix("  at 0x") || $0.hasPrefix("  …") }.map(
      \.self)
    sections = Sections(lines[(start + 1 + frames.count)...])
  }

  /// The innermost frame in words, without its address when it is symbolized.
  public var location: String? { places.first }

  /// The frames in words, innermost first, each without its address when it is symbolized.
  public var places: [String] {
    frames.map { frame in
      let words = frame.dropFirst("  at ".count)
      return words.range(of: "  ").map { String(words[$0.upperBound...]) } ?? String(words)
    }
  }

  static func isHeadline(_ line: String) -> Bool {
    line.hasPrefix("TRAP ") || line.hasPrefix("PANIC ")
  }

  /// The address of a line that is exactly `  at 0x` and 16 hexadecimal digits.
  static func address(of line: String) -> UInt64? {
    let prefix = "  at 0x"
    guard line.hasPrefix(prefix), line.utf8.count == prefix.utf8.count + 16 else { return nil }
    let digits = line.dropFirst(prefix.count)
    guard digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt64(digits, radix: 16)
  }
}
