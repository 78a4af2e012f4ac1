import Configure
import Foundation

/// A built unikernel: the files, what it declares, what it weighs and what it cost.
public struct Image: Sendable {
  /// What config.swift declared.
  public let unikernel: Unikernel
  public let target: Target
  /// The bootable image, stripped.
  public let executable: URL
  /// The same ELF with symbols and DWARF, for backtraces.
  public let symbols: URL
  /// The linker's map: which object each byte came from.
  public let map: URL
  /// Bytes of the executable file.
  public let fileSize: Int
  /// Bytes that the loadable segments take in memory, zero-filled ones not counted.
  public let loadedSize: Int
  /// What the compiler warned about in the learner's files; empty when nothing.
  public let warnings: String
  /// What was done, in order, with the time each step took.
  public let steps: [Step]

  /// A step of a build.
  public struct Step: Sendable {
    public let name: String
    public let duration: Duration
    /// True when the result came from the cache.
    public let cached: Bool
  }
}
