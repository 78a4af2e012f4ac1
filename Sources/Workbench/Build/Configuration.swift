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
  /// What both files say together.
  public let settings: Settings

  static let settingsFile = "unikernel.toml"
  static let configuredFile = ".mirador/configured.toml"

  /// - Parameter declared: what config.swift in `directory` says.
  init(_ declared: Unikernel, in directory: URL) throws(BuildFailure) {
    try Configuration.checkArguments(of: declared)
    self.directory = directory
    var settled = declared
    var settings = Settings()
    // Each file by itself, so that a fault can say which it is in.
    for file in [Configuration.settingsFile, Configuration.configuredFile] {
      let read = try Configuration.read(file, in: directory)
      settled = try Configuration.settle(settled, by: read, from: file)
      settings = read.over(settings)
    }
    unikernel = settled
    self.settings = settings
  }

  /// The target to build for when nobody names one: what was configured, or the only one there is.
  public var target: Target? {
    settings.target ?? (unikernel.targets.count == 1 ? unikernel.targets.first : nil)
  }

  /// The unikernel as it will be on `target`.
  public func composition(for target: Target) throws(BuildFailure) -> Composition {
    try Configuration.composition(of: unikernel, for: target)
  }

  static func composition(
    of unikernel: Unikernel, for target: Target
  ) throws(BuildFailure) -> Composition {
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
    do throws(Unikernel.SettingFault) {
      return try unikernel.settled(by: settings)
    } catch {
      let fault = "\(file): \(error.failure.message)"
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
