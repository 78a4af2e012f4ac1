import ArgumentParser
import Build
import Checks
import Composition
import Foundation

import enum Configure.Target

struct ConfigureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "configure",
    abstract: "Choose a target and the arguments' defaults, once for all builds.",
    discussion: """
      The arguments are those of config.swift, written as at boot: --hello=Hi. What is
      given here becomes the default; a boot can override it. Both are remembered in
      .mirador/configured.toml; unikernel.toml beside config.swift may hold defaults too.

      Examples:
        ./mirador configure hello -t virtio
        ./mirador configure hello --hello=Hi --count=3
        ./mirador configure hello --reset
        ./mirador configure hello --help      shows hello's arguments as well
      """,
    helpNames: [])

  @Option(name: [.short, .long], help: "unix or virtio.")
  var target: Target?
  @Flag(help: "Forget what was configured before.")
  var reset = false
  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("The directory (default: here), then arguments.", valueName: "words"))
  var words: [String] = []

  func run() async throws {
    let context = try Context()
    let isHelp = words.contains { ["--help", "-h"].contains($0) }
    let directory = try directory(orElse: isHelp)
    let builder = LiveBench(root: context.root).builder
    if isHelp { return try await help(directory, builder) }
    guard let directory else { return }
    let configured = try await BuildAdvice.around(directory) {
      try await builder.configure(directory, target: target, words: options, isFresh: reset)
    }
    Output.lines(lines(configured, in: directory, context))
  }

  /// The directory is the first word, unless that is an option.
  private var options: [String] {
    Array(words.dropFirst(words.first?.hasPrefix("-") == false ? 1 : 0))
  }

  private func directory(orElse isOptional: Bool) throws -> URL? {
    let word = words.first.flatMap { $0.hasPrefix("-") ? nil : $0 }
    if isOptional, word == nil, !FileManager.default.fileExists(atPath: "config.swift") {
      return nil
    }
    return try UnikernelDirectory.find(named: word ?? ".")
  }

  /// The tool's help, and the unikernel's own.
  private func help(_ directory: URL?, _ builder: Builder) async throws {
    Output.line(Mirador.helpMessage(for: ConfigureCommand.self))
    guard let directory else { return }
    let configuration = try await builder.configuration(of: directory)
    Output.lines(["", "ARGUMENTS of \(directory.path)", configuration.help])
  }

  private func lines(
    _ configured: Builder.Configured, in directory: URL, _ context: Context
  ) -> [String] {
    let composition = configured.composition
    let place = context.short(directory)
    return ["configured  \(composition.name) for \(composition.target.rawValue)"]
      + Description.values(of: configured.configuration, composition).map { "argument    " + $0 }
      + composition.devices.map { "device      \($0.variable): \($0.call.function)" }
      + configured.files.map { "written     " + $0 }
      + ["Next:  ./mirador build \(place)"]
  }
}
