// From a folder with config.swift and unikernel.swift to an image.
//
//   library OS     compiled once per version, shared            KernelLibrary
//   config.swift   evaluated in a sandbox, remembered           ConfigEvaluator
//   composition    choices made for the target                  Configuration
//   libraries      packages and local ones, remembered          LibraryCompiler, PackageCompiler
//   main.swift     generated                                    MainGenerator
//   application    one object for every target, remembered      Application
//   image          linked per target, stripped                  Linker
//
// What is made for a folder is in its .mirador/; what is shared is in the cache.

import Composition
import Configure
import Foundation
import Manifest
import Maps

/// Builds unikernels. One instance serves any number of builds, from any task.
public struct Builder: Sendable {
  /// The version of Mirador, which every part of its library OS has.
  public static let version = "0.1.0"

  private let root: URL
  private let cache: URL
  private let path: String
  private let progress: @Sendable (String) -> Void

  /// - Parameters:
  ///   - root: the project's own directory (where Package.swift is).
  ///   - cache: where compiled library modules are kept; created when missing.
  ///   - path: where to look for the Swift toolchain, as in the environment variable PATH.
  ///   - progress: called with a line for people whenever something slow starts.
  public init(
    root: URL, cache: URL, path: String = ProcessInfo.processInfo.environment["PATH"] ?? "",
    progress: @escaping @Sendable (String) -> Void
  ) {
    self.root = root
    self.cache = cache
    self.path = path
    self.progress = progress
  }

  /// Reads `directory`/config.swift and the settings beside it.
  /// - Parameter isFresh: whether what was configured before is left out.
  public func configuration(
    of directory: URL, isFresh: Bool = false
  ) async throws(BuildFailure) -> Configuration {
    let toolchain = try Toolchain(path: path)
    let sources = try SourceFiles(in: directory)
    let library = try await kernel(toolchain).library().0
    let declared = try await evaluator(toolchain, library).evaluate(sources.config)
    return try Configuration(declared, in: directory, isFresh: isFresh)
  }

  /// Builds the unikernel in `directory` (config.swift, unikernel.swift and any other *.swift).
  /// - Parameters:
  ///   - output: where the image goes; nil: `directory`/.mirador/TARGET/NAME. The symbols go beside it
  ///     as NAME.symbols, the link map as NAME.map.
  ///   - release: the application's own version, as the bill of materials will tell it.
  ///   - isFresh: whether what was configured before is left out.
  public func build(
    _ directory: URL, target: Target, output: URL? = nil, release: String = "0",
    isFresh: Bool = false
  ) async throws(BuildFailure) -> Image {
    var steps = StepClock()
    let toolchain = try Toolchain(path: path)
    let sources = try SourceFiles(in: directory)
    let (library, libraryCached) = try await kernel(toolchain).library()
    steps.finish("library", cached: libraryCached)

    let declared = try await evaluator(toolchain, library).evaluate(sources.config)
    let configuration = try Configuration(declared, in: directory, isFresh: isFresh)
    let unikernel = configuration.unikernel
    let composition = try configuration.composition(for: target)
    steps.finish("configure")

    let libraries = try await LibraryCompiler(
      toolchain: toolchain, kernel: library, root: root, directory: sources.directory,
      packages: packages(toolchain, sources)
    ).compile(composition.libraries)
    if !composition.libraries.isEmpty { steps.finish("libraries") }

    let application = Application(
      toolchain: toolchain, library: library, root: root, sources: sources,
      composition: composition, libraries: libraries)
    let (object, objectCached, warnings) = try await application.compile()
    steps.finish("compile", cached: objectCached)

    let linker = Linker(toolchain: toolchain, library: library, root: root)
    let assets = try await AssetCompiler(linker: linker, directory: sources.directory)
      .compile(composition)
    if !assets.isEmpty { steps.finish("assets") }

    let folder = sources.directory.appending(path: ".mirador/" + target.rawValue)
    try Files.makeFolder(folder)
    if let output { try Files.checkWritable(output.deletingLastPathComponent()) }
    let image = output ?? folder.appending(path: unikernel.name)
    let symbols = image.appendingPathExtension("symbols")
    let map = image.appendingPathExtension("map")
    let objects = [object] + assets
    // Twice: what the manifest lists is known when everything else is linked.
    try await linker.link(
      objects, libraries: libraries.objects, for: target, into: symbols, map: map)
    let bill = BillOfMaterials(
      kernel: library, composition: composition, release: release, sources: sources,
      libraries: libraries, linked: (symbols, map))
    let note = try await self.note(bill, in: folder, linker)
    try await linker.link(
      objects + [note], libraries: libraries.objects, for: target, into: symbols, map: map)
    try await linker.strip(symbols, into: image)
    steps.finish("link")
    let elf = try Elf.read(image)
    return Image(
      unikernel: unikernel, target: target, executable: image, symbols: symbols, map: map,
      fileSize: elf.fileSize, loadedSize: elf.loadedSize, warnings: warnings, steps: steps.steps)
  }

  /// The object that carries the manifest; the manifest is left beside it, to be read.
  private func note(
    _ bill: BillOfMaterials, in folder: URL, _ linker: Linker
  ) async throws(BuildFailure) -> URL {
    let manifest = try await bill.manifest()
    let source: String
    let json: Data
    do throws(ManifestFailure) {
      source = try ManifestNote.assembler(manifest)
      json = try manifest.json
    } catch {
      throw .internal(error.description)
    }
    try Files.write(json, to: folder.appending(path: "manifest.json"))
    try Files.write(source, to: folder.appending(path: "manifest.S"))
    return try await linker.assemble("manifest.S", in: folder)
  }

  /// SHA-256 of a file, hexadecimal.
  public static func sha256(of file: URL) async throws(BuildFailure) -> String {
    try await Digest.content(of: file)
  }

  private func kernel(_ toolchain: Toolchain) -> KernelCompiler {
    KernelCompiler(root: root, cache: cache, toolchain: toolchain, progress: progress)
  }

  private func packages(_ toolchain: Toolchain, _ sources: SourceFiles) -> PackageCompiler {
    PackageCompiler(
      toolchain: toolchain, cache: cache, directory: sources.directory, path: path,
      progress: progress)
  }

  private func evaluator(_ toolchain: Toolchain, _ library: KernelLibrary) -> ConfigEvaluator {
    ConfigEvaluator(toolchain: toolchain, library: library, root: root, cache: cache)
  }
}

/// Times steps that follow each other.
private struct StepClock {
  private(set) var steps: [Image.Step] = []
  private var start = ContinuousClock.now

  mutating func finish(_ name: String, cached: Bool = false) {
    let now = ContinuousClock.now
    steps.append(Image.Step(name: name, duration: now - start, cached: cached))
    start = now
  }
}

extension Elf {
  /// An ELF file that the linker has just made.
  static func read(_ file: URL) throws(BuildFailure) -> Elf {
    guard let bytes = try? Data(contentsOf: file), let elf = try? Elf(parsing: [UInt8](bytes))
    else { throw .internal(Messages.compilerCrashed("linking", "no ELF file came out")) }
    return elf
  }
}
