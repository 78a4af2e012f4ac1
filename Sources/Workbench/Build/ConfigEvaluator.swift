// What a config.swift declares is found out by running it, and it is run like any unikernel of the
// `unix` target: linked with our library OS and nothing else, locked in by seccomp before its first
// line, 16 MiB of memory, a second of time. It can print, and end.

import Configure
import Foundation

struct ConfigEvaluator: Sendable {
  /// Evaluating takes a millisecond; a config that takes this long does not end.
  static let timeLimit = 2.0

  let toolchain: Toolchain
  let library: KernelLibrary
  let root: URL
  let cache: URL

  func evaluate(_ config: URL) async throws(BuildFailure) -> Unikernel {
    let key = try await Digest.of([config], [library.key])
    let remembered = cache.appending(path: "config-" + key.prefix(32) + ".txt")
    if let text = try? String(contentsOf: remembered, encoding: .utf8),
      let unikernel = try? ConfigEvaluator.read(text)
    {
      return unikernel
    }
    let text = try await run(config)
    let unikernel = try ConfigEvaluator.read(text)
    try Files.write(text, to: remembered)
    return unikernel
  }

  private static func read(_ text: String) throws(BuildFailure) -> Unikernel {
    let unikernel: Unikernel
    do throws(Unikernel.Garbled) {
      unikernel = try Unikernel(text: text)
    } catch {
      throw .source(diagnostics: Messages.configPrints(error.line))
    }
    do throws(Unikernel.Fault) {
      try unikernel.check()
    } catch {
      throw .source(diagnostics: Messages.configFault(Messages.describe(error), line: error.line))
    }
    return unikernel
  }

  /// The main of the process that evaluates a config.swift: prints what it declares.
  private static let main = """
    import Configure
    import Kernel

    @main
    enum GeneratedMain {
      static func main() {
        PlatformConsole().print(unikernel.text)
        System.exit(status: 0)
      }
    }

    """

  private func run(_ config: URL) async throws(BuildFailure) -> String {
    let scratch = cache.appending(path: "config-\(UUID().uuidString)")
    try Files.makeFolder(scratch)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let image = try await compile(config, in: scratch)
    let command = Command(
      URL(filePath: "/usr/bin/timeout"),
      [
        "--signal=KILL", "\(ConfigEvaluator.timeLimit)", image.path,
      ])
    let output = try await command.run()
    switch output.status {
    case 0:
      return output.text.trimmingCharacters(in: .newlines)
    case 128 + 9, 137:
      throw .source(diagnostics: Messages.configEnded("did not end within two seconds", ""))
    case let status:
      throw .source(diagnostics: Messages.configEnded("ended with status \(status)", output.text))
    }
  }

  private func compile(_ config: URL, in scratch: URL) async throws(BuildFailure) -> URL {
    let main = scratch.appending(path: "main.swift")
    let object = scratch.appending(path: "config.o")
    let image = scratch.appending(path: "config")
    try Files.write(ConfigEvaluator.main, to: main)
    var arguments = Recipe.swiftFlags(modules: library.folder.path, root: root.path)
    arguments += ["-Onone", "-module-name", "Configuration", "config.swift", main.path]
    arguments += ["-o", object.path]
    let output = try await Command(
      toolchain.frontend, arguments, in: config.deletingLastPathComponent()
    ).run()
    // On a full disk the compiler ends with status 0 and leaves no object.
    let isMade = FileManager.default.fileExists(atPath: object.path)
    guard output.status == 0, isMade else { throw failure(output.text, main: main.path) }
    let linker = Linker(toolchain: toolchain, library: library, root: root)
    try await linker.link([object], for: .unix, into: image, map: nil)
    return image
  }

  private func failure(_ text: String, main: String) -> BuildFailure {
    let diagnostics = Diagnostics(text)
    let theirs = diagnostics.text { $0 == main }
    if diagnostics.items.contains(where: { $0.isError && $0.path != main }) {
      return .source(diagnostics: theirs)
    }
    if let error = diagnostics.items.first(where: \.isError) {
      return .source(diagnostics: Messages.noUnikernel("The compiler says: \(error.message)"))
    }
    if let full = Files.fullDisk(text) { return .environment(full) }
    return .internal(Messages.compilerCrashed("config.swift", text))
  }
}
