// Local libraries: folders of Swift files that config.swift names, each compiled as a module of its own that
// the application can import. They are compiled in the order in which config.swift lists them, so that a
// later one can import an earlier one; packages come before them all (PackageCompiler).
//
//   DIR/.mirador/libraries/MODULE-<digest>/MODULE.swiftmodule *.o

import Configure
import Foundation

/// Compiled libraries, ready to be imported and linked.
struct CompiledLibraries: Sendable {
  /// Where the compiler finds the modules, relative to the unikernel's folder or absolute.
  var searchPaths: [String] = []
  var objects: [URL] = []
  /// Names what they were made of.
  var key = ""
  /// Every module, each after those that it imports.
  var parts: [Part] = []

  /// A module, for the bill of materials.
  struct Part: Sendable, Equatable {
    enum Origin: Sendable { case local, package }
    /// The module's name.
    var name: String
    /// The package's version; "0" for a local library, which has none.
    var version = "0"
    var origin: Origin
    /// SHA-256 of the sources, hexadecimal.
    var digest: String
    /// Where the package comes from, without a user's name or password; nil for a local library.
    var url: String?
    /// An SPDX licence expression; nil when it cannot be told for certain.
    var license: String?
  }
}

struct LibraryCompiler: Sendable {
  let toolchain: Toolchain
  let kernel: KernelLibrary
  let root: URL
  /// The unikernel's folder.
  let directory: URL
  let packages: PackageCompiler

  func compile(_ libraries: [Library]) async throws(BuildFailure) -> CompiledLibraries {
    var compiled = try await packages.compile(libraries)
    for library in libraries {
      guard case .local(let path) = library.origin else { continue }
      try await compile(library, at: path, after: &compiled)
    }
    return compiled
  }

  private func compile(
    _ library: Library, at path: String, after others: inout CompiledLibraries
  ) async throws(BuildFailure) {
    let sources = try sources(of: library, at: path)
    let digest = try await Digest.of(contents: sources.map(\.file))
    let key = try await Digest.of([], [kernel.key, others.key, library.module, digest])
    let place = ".mirador/libraries/\(library.module)-\(key.prefix(32))"
    let folder = directory.appending(path: place)
    if !FileManager.default.fileExists(atPath: folder.path) {
      let scratch = directory.appending(path: ".mirador/libraries/making-\(UUID().uuidString)")
      try Files.makeFolder(scratch)
      defer { try? FileManager.default.removeItem(at: scratch) }
      try await run(library, sources.map(\.path), others.searchPaths, into: scratch)
      try Files.publish(scratch, as: folder)
    }
    others.searchPaths.append(place)
    others.objects += try Files.list(folder, suffix: ".o")
    others.key = key
    others.parts.append(
      CompiledLibraries.Part(name: library.module, origin: .local, digest: digest))
  }

  private func run(
    _ library: Library, _ sources: [String], _ searchPaths: [String], into folder: URL
  ) async throws(BuildFailure) {
    var arguments = Recipe.swiftFlags(modules: kernel.folder.path, root: root.path)
    arguments += searchPaths.flatMap { ["-I", $0] }
    arguments += ["-Osize", "-module-name", library.module, "-num-threads", "2"]
    arguments += [
      "-emit-module-path", folder.appending(path: library.module + ".swiftmodule").path,
    ]
    for (index, source) in sources.enumerated() {
      arguments += [source, "-o", folder.appending(path: "\(index).o").path]
    }
    let output = try await Command(toolchain.frontend, arguments, in: directory).run()
    if let full = Files.fullDisk(output.text) { throw .environment(full) }
    guard output.status != 0 else { return }
    let diagnostics = Diagnostics(output.text)
    guard diagnostics.items.contains(where: \.isError) else {
      throw .internal(Messages.compilerCrashed(library.module, output.text))
    }
    throw .source(diagnostics: diagnostics.text { _ in false })
  }

  /// The library's files, with their paths as config.swift's folder sees them.
  private func sources(
    of library: Library, at path: String
  ) throws(BuildFailure) -> [(file: URL, path: String)] {
    guard !path.hasPrefix("/") else {
      throw .source(diagnostics: Messages.absolute(path, line: library.line))
    }
    let folder = directory.appending(path: path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw .source(diagnostics: Messages.noFolder(path, line: library.line)) }
    let files = try Files.list(folder, suffix: ".swift")
    guard !files.isEmpty else {
      throw .source(diagnostics: Messages.emptyLibrary(path, line: library.line))
    }
    for file in files { try SourceFiles.check(file) }
    return files.map { ($0, path + "/" + $0.lastPathComponent) }
  }
}
