// The learner's part, compiled: one object that serves every target, remembered until a source changes.
//
//   DIR/.mirador/main.swift   generated
//   DIR/.mirador/application-<digest>.o, .txt   the object and the warnings that came with it

import Composition
import Configure
import Foundation

struct Application: Sendable {
  let toolchain: Toolchain
  let library: KernelLibrary
  let root: URL
  let sources: SourceFiles
  let composition: Composition
  let libraries: CompiledLibraries

  static let mainPath = ".mirador/main.swift"
  /// The compiler mixes the name of its output into the object: it must be the same everywhere.
  private static let objectPath = ".mirador/application.o"

  /// - Returns: the object, whether it was there already, and the compiler's warnings about the
  ///   learner's files.
  func compile() async throws(BuildFailure) -> (object: URL, cached: Bool, warnings: String) {
    let folder = sources.directory.appending(path: ".mirador")
    try Files.makeFolder(folder)
    let main = MainGenerator.main(of: composition)
    let key = try await Digest.of(sources.application, [library.key, libraries.key, main]).prefix(
      32)
    let object = folder.appending(path: "application-\(key).o")
    let warnings = folder.appending(path: "application-\(key).txt")
    if FileManager.default.fileExists(atPath: object.path),
      let text = try? String(contentsOf: warnings, encoding: .utf8)
    {
      return (object, true, text)
    }
    let lock = try await FolderLock(folder)
    defer { lock.release() }
    try Files.write(main, to: sources.directory.appending(path: Application.mainPath))
    let made = sources.directory.appending(path: Application.objectPath)
    try? FileManager.default.removeItem(at: made)
    defer { try? FileManager.default.removeItem(at: made) }
    let text = try await run(making: made)
    removeOld(in: folder)
    try Files.write(text, to: warnings)
    try Files.replace(object, with: made)
    return (object, false, text)
  }

  private func run(making object: URL) async throws(BuildFailure) -> String {
    // Paths relative to the folder: the learner reads `unikernel.swift:7`.
    var arguments = Recipe.swiftFlags(modules: library.folder.path, root: root.path)
    arguments += libraries.searchPaths.flatMap { ["-I", $0] }
    arguments += ["-Osize", "-module-name", "Application", "-o", Application.objectPath]
    arguments += sources.application.map(\.lastPathComponent) + [Application.mainPath]
    let output = try await Command(toolchain.frontend, arguments, in: sources.directory).run()
    let diagnostics = Diagnostics(output.text)
    let theirs = diagnostics.text { $0 == Application.mainPath }
    // On a full disk the compiler says so, ends with status 0 and leaves no object.
    let isMade = FileManager.default.fileExists(atPath: object.path)
    guard output.status != 0 || !isMade else { return theirs }
    if !isMade, let full = Files.fullDisk(output.text) { throw .environment(full) }
    if diagnostics.items.contains(where: { $0.isError && $0.path != Application.mainPath }) {
      throw .source(diagnostics: theirs)
    }
    if let error = diagnostics.items.first(where: \.isError) {
      throw .source(diagnostics: story(of: error))
    }
    if let fault = PackageFault(output.text) {
      throw .source(diagnostics: Messages.notEmbedded(fault.message, fault.text))
    }
    if let crash = CompilerCrash(output.text), crash.isIn(sources.application) {
      throw .source(diagnostics: Messages.compilerCrashed(at: crash.place, on: crash.function))
    }
    throw .internal(Messages.compilerCrashed("unikernel.swift", output.text))
  }

  /// An error in the generated main, told as one of config.swift: that is where it can be mended.
  private func story(of error: Diagnostics.Item) -> String {
    let main = MainGenerator.main(of: composition)
    let line = MainGenerator.configLine(of: error.line, in: main) ?? composition.line
    let text = main.split(separator: "\n", omittingEmptySubsequences: false)
    let excerpt = text.indices.contains(error.line - 1) ? String(text[error.line - 1]) : ""
    if let job = composition.jobs.first(where: { excerpt.contains("(" + $0.startReference) }) {
      return Messages.noStart(job.startDeclaration, job.start, error.message, line: line)
    }
    return Messages.generated(error.message, excerpt, line: line)
  }

  /// One object for each target is kept: the newest, since a main may differ by target.
  private func removeOld(in folder: URL) {
    let files = (try? Files.list(folder, suffix: ".o")) ?? []
    let dated = files.filter { $0.lastPathComponent.hasPrefix("application-") }
      .map { ($0, Files.modificationDate($0)) }.sorted { $0.1 > $1.1 }
    for (object, _) in dated.dropFirst(Target.allCases.count - 1) {
      try? FileManager.default.removeItem(at: object)
      try? FileManager.default.removeItem(
        at: object.deletingPathExtension().appendingPathExtension("txt"))
    }
  }
}
