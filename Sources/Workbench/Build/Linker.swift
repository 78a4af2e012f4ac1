import Configure
import Foundation

/// Joins objects with what they need of the library OS.
struct Linker: Sendable {
  let toolchain: Toolchain
  let library: KernelLibrary
  let root: URL

  /// Links `objects`, and those of `libraries` that something refers to, for `target` into `output`, an
  /// ELF with symbols; writes a link map when asked.
  func link(
    _ objects: [URL], libraries: [URL] = [], for target: Target, into output: URL, map: URL?
  ) async throws(BuildFailure) {
    let script = root.appending(path: Recipe.platform(target.rawValue) + "/image.ld")
    var arguments = Recipe.linkFlags + ["-T", script.path, "-o", output.path]
    if let map { arguments.append("-Map=" + map.path) }
    arguments += objects.map(\.path)
    arguments += try library.platformObjects(for: target).map(\.path)
    let optional = libraries + (try library.libraryObjects())
    arguments += ["--start-lib"] + optional.map(\.path) + ["--end-lib"]
    arguments += toolchain.concurrencyArchives.map(\.path)
    let result = try await Command(toolchain.linker, arguments).run()
    guard result.status == 0 else {
      if let full = Files.fullDisk(result.text) { throw .environment(full) }
      throw Linker.failure(result.text)
    }
  }

  /// Assembles `source`, relative to `folder`, and puts the object beside it.
  func assemble(_ source: String, in folder: URL) async throws(BuildFailure) -> URL {
    let object = folder.appending(path: source).deletingPathExtension().appendingPathExtension("o")
    let arguments = ["-c", "-target", Toolchain.triple, source, "-o", object.path]
    let output = try await Command(toolchain.clang, arguments, in: folder).run()
    guard output.status == 0 else {
      if let full = Files.fullDisk(output.text) { throw .environment(full) }
      throw .internal(Messages.compilerCrashed(source, output.text))
    }
    return object
  }

  /// Writes `elf` without symbols and debug information to `image`.
  func strip(_ elf: URL, into image: URL) async throws(BuildFailure) {
    let result = try await Command(
      toolchain.objectCopy, ["--strip-all", elf.path, image.path]
    ).run()
    guard result.status == 0 else {
      if let full = Files.fullDisk(result.text) { throw .environment(full) }
      throw .internal(Messages.compilerCrashed("stripping", result.text))
    }
  }

  /// A missing C function means that the application uses a part of Swift that an image lacks; any
  /// other complaint is ours.
  private static func failure(_ text: String) -> BuildFailure {
    let sign = "undefined symbol: "
    let missing = text.split(separator: "\n").compactMap { line in
      line.range(of: sign).map { String(line[$0.upperBound...]) }
    }
    guard !missing.isEmpty else { return .internal(Messages.compilerCrashed("linking", text)) }
    return .source(diagnostics: Messages.missingSymbols(missing))
  }
}
