import Configure
import Foundation

/// Builds unikernels. One instance serves any number of builds, from any task.
public struct Builder: Sendable {
  /// - Parameters:
  ///   - root: the project's own directory (where Package.swift is).
  ///   - cache: where compiled library modules are kept; created when missing.
  ///   - progress: called with a line for people whenever something slow starts.
  public init(root: URL, cache: URL, progress: @escaping @Sendable (String) -> Void) {
  }

  /// Reads `directory`/config.swift.
  public func configuration(of directory: URL) async throws(BuildFailure) -> Unikernel {
    throw .internal("not written yet")
  }

  /// Builds the unikernel in `directory` (config.swift, unikernel.swift and any other *.swift).
  /// - Parameter output: where the image goes; nil: `directory`/.mirador/TARGET/NAME.
  public func build(
    _ directory: URL, target: Target, output: URL? = nil
  ) async throws(BuildFailure) -> Image {
    throw .internal("not written yet")
  }
}
