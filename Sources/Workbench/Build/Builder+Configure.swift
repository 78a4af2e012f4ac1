// `mirador configure`: decides a target and the arguments' defaults, remembers both, and writes what the build
// will use, for people to read.

import Arguments
import Composition
import Configure
import Foundation

extension Builder {
  /// What came of configuring.
  public struct Configured: Sendable {
    public let configuration: Configuration
    public let composition: Composition
    /// What was written, relative to the folder.
    public let files: [String]
  }

  /// Configures `directory`.
  /// - Parameters:
  ///   - target: nil: what was configured before, or the only one there is.
  ///   - words: options such as `--hello=Hi`, which override what was configured before.
  ///   - isFresh: forgets what was configured before, once this has succeeded.
  /// - Throws: `.usage` when the options are wrong or no target is known.
  public func configure(
    _ directory: URL, target: Target?, words: [String], isFresh: Bool
  ) async throws(BuildFailure) -> Configured {
    let before = try await configuration(of: directory, isFresh: isFresh)
    let given = try Builder.settings(words, of: before.unikernel)
    let chosen = try before.target(orElse: target)
    let settings = Settings(target: chosen, arguments: given).over(before.configured)
    // Tried before it is remembered: what cannot be built is not kept.
    let configuration = try before.settled(by: settings)
    let composition = try configuration.composition(for: chosen)
    try Configuration.remember(settings, in: directory)
    let main = directory.appending(path: Application.mainPath)
    try Files.write(MainGenerator.main(of: composition), to: main)
    return Configured(
      configuration: configuration, composition: composition,
      files: [Configuration.configuredFile, Application.mainPath])
  }

  /// Options by argument.
  private static func settings(
    _ words: [String], of unikernel: Unikernel
  ) throws(BuildFailure) -> [String: [String]] {
    do throws(ArgumentFailure) {
      let given = try unikernel.argumentTable.given(words)
      return Dictionary(grouping: given) { unikernel.arguments[$0.index].definition.name }
        .mapValues { $0.map(\.text) }
    } catch {
      if case .help = error { throw .usage(unikernel.argumentTable.help) }
      throw .usage(error.message + "\n" + unikernel.argumentTable.usage)
    }
  }
}
