// What is known of a folder before anything is compiled for it: config.swift, evaluated; unikernel.toml; and
// what `mirador configure` has written to .mirador/configured.toml. The later wins.

import Arguments
import Composition
import Configure
import Foundation
import Tables

/// A configured folder.
public struct Configuration: Sendable {
  public let directory: URL
  /// What config.swift declares, its arguments' defaults replaced by what the files say.
  public let unikernel: Unikernel
  /// What config.swift declares, and nothing else.
  public let declared: Unikernel
  /// What unikernel.toml says.
  public let written: Settings
  /// What `mirador configure` has remembered.
  public let configured: Settings

  public static let settingsFile = "unikernel.toml"
  public static let configuredFile = ".mirador/configured.toml"

  /// - Parameters:
  ///   - declared: what config.swift in `directory` says.
  ///   - isFresh: whether what was configured before is left out.
  init(_ declared: Unikernel, in directory: URL, isFresh: Bool = false) throws(BuildFailure) {
    try Configuration.checkArguments(of: declared)
    try self.init(
      declared, in: directory,
      written: Configuration.read(Configuration.settingsFile, in: directory),
      configured: isFresh
        ? Settings() : Configuration.read(Configuration.configuredFile, in: directory))
  }

  /// Each file is applied by itself, so that a fault can say which it is in.
  private init(
    _ declared: Unikernel, in directory: URL, written: Settings, configured: Settings
  ) throws(BuildFailure) {
    self.directory = directory
    self.declared = declared
    self.written = written
    self.configured = configured
    let settled = try Configuration.settle(
      declared, by: written, from: Configuration.settingsFile)
    unikernel = try Configuration.settle(
      settled, by: configured, from: Configuration.configuredFile)
  }

  /// The same with other things configured.
  func settled(by configured: Settings) throws(BuildFailure) -> Configuration {
    try Configuration(declared, in: directory, written: written, configured: configured)
  }

  /// What both files say together.
  public var settings: Settings { configured.over(written) }

  /// The target to build for when nobody names one: what was configured, or the only one there is.
  public var target: Target? {
    settings.target ?? (unikernel.targets.count == 1 ? unikernel.targets.first : nil)
  }

  /// The target to build for: the one that the user names, else what was configured, or the only one.
  public func target(orElse named: Target?) throws(BuildFailure) -> Target {
    guard let target = named ?? target else {
      throw .usage(Messages.whichTarget(unikernel.targets, of: directory))
    }
    return target
  }

  /// What `--help` says of the unikernel's arguments, whatever the target.
  public var help: String { unikernel.argumentTable.help }

  /// The unikernel as it will be on `target`.
  public func composition(for target: Target) throws(BuildFailure) -> Composition {
    do throws(Composition.Failure) {
      return try Composition(unikernel, for: target)
    } catch {
      throw .source(diagnostics: Messages.composition(error))
    }
  }

  /// Remembers `settings` for later builds of the folder, in the place of what was remembered.
  public static func remember(_ settings: Settings, in directory: URL) throws(BuildFailure) {
    try Files.makeFolder(directory.appending(path: ".mirador"))
    try Files.write(settings.text, to: directory.appending(path: configuredFile))
  }

  private static func read(_ name: String, in directory: URL) throws(BuildFailure) -> Settings {
    let file = directory.appending(path: name)
    guard FileManager.default.fileExists(atPath: file.path) else { return Settings() }
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw .environment(Messages.cannotRead("\(file.path) is not UTF-8 text, or not readable"))
    }
    do throws(TableFault) {
      return try Settings(parsing: text, file: name)
    } catch {
      throw .source(diagnostics: Messages.settings(error.description, file: name))
    }
  }

  private static func settle(
    _ unikernel: Unikernel, by settings: Settings, from file: String
  ) throws(BuildFailure) -> Unikernel {
    do throws(ArgumentFailure) {
      return try unikernel.settled(by: settings)
    } catch {
      let fault = "\(file): \(error.message)"
      throw .source(diagnostics: Messages.settings(fault, file: file))
    }
  }

  private static func checkArguments(of unikernel: Unikernel) throws(BuildFailure) {
    let definitions = unikernel.arguments.map(\.definition)
    for (index, argument) in unikernel.arguments.enumerated() {
      let upToThis = Array(definitions[...index])
      if let fault = ArgumentTable.fault(unikernel: unikernel.name, upToThis) {
        throw .source(diagnostics: Messages.configFault(fault + ".", line: argument.line))
      }
    }
  }
}
