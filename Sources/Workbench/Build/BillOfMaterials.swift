// What an image is made of, as its manifest lists it, each part with the digest of what it was made from:
//
//   what the first link put in             by its map: an object or an archive has bytes in the image
//   modules of the library OS in Swift     by its symbols: the compiler puts their code where it is called
//   the libraries that config.swift brings

import Composition
import Configure
import Foundation
import Manifest
import Maps

struct BillOfMaterials: Sendable {
  let kernel: KernelLibrary
  let composition: Composition
  /// The application's own version.
  let release: String
  let sources: SourceFiles
  let libraries: CompiledLibraries
  /// An image that has everything but its manifest, with symbols, and its link map.
  let linked: (symbols: URL, map: URL)

  func manifest() async throws(BuildFailure) -> Manifest {
    let objects = LinkedParts.read(map: try Files.read(linked.map)).map(\.name)
    let modules = BillOfMaterials.modules(among: try Elf.read(linked.symbols).symbolNames)
    let parts = Set(objects).union(modules).sorted()
    let compiler = "Swift " + kernel.swiftVersion
    let digest = try await Digest.of(contents: [sources.config] + sources.application)
    return Manifest(
      name: composition.name, target: composition.target.rawValue, tool: Builder.version,
      toolchain: compiler, sources: digest, devices: composition.manifestDevices,
      arguments: composition.manifestArguments,
      libraries: [application(digest)] + libraries(of: parts))
  }

  private func application(_ digest: String) -> Manifest.Library {
    Manifest.Library(
      name: composition.name, version: release, origin: .application, digest: digest)
  }

  /// Libraries by name; what is no library of its own, such as the object of the assets, has no digest
  /// and is part of the application.
  private func libraries(of parts: [String]) -> [Manifest.Library] {
    let standard = Manifest.Library(
      name: "Swift", version: kernel.swiftVersion, origin: .toolchain,
      digest: kernel.digests["Swift"] ?? "")
    let all = [standard] + parts.compactMap(library) + libraries.parts.map(BillOfMaterials.entry)
    return all.sorted { $0.name < $1.name }
  }

  /// The modules of the library OS that declare something which is in the image. A mangled name holds the
  /// module's after its length: `$e9Arguments13ArgumentTableV…`, `$eSS9ArgumentsE…`.
  private static func modules(among symbols: [String]) -> [String] {
    let mangled = symbols.filter { $0.hasPrefix("$e") }
    return Recipe.swiftModules.map(\.name).filter { module in
      let component = "\(module.utf8.count)\(module)"
      return mangled.contains { name in
        guard let place = name.range(of: component) else { return false }
        // Not the end of a longer number.
        return !name[name.index(before: place.lowerBound)].isNumber
      }
    }
  }

  /// A library of config.swift is listed whether or not an object of its own was linked: what is generic in
  /// it becomes part of the application's object.
  private static func entry(_ part: CompiledLibraries.Part) -> Manifest.Library {
    Manifest.Library(
      name: part.name, version: part.version, origin: part.origin == .local ? .local : .package,
      digest: part.digest, location: part.url, license: part.license)
  }

  /// A part of the library OS or of the toolchain.
  private func library(_ part: String) -> Manifest.Library? {
    guard let digest = kernel.digests[part] else { return nil }
    if part.hasSuffix(".a") {
      return Manifest.Library(
        name: String(part.dropLast(2)), version: kernel.swiftVersion, origin: .toolchain,
        digest: digest)
    }
    return Manifest.Library(
      name: BillOfMaterials.names[part] ?? part, version: Builder.version, origin: .mirador,
      digest: digest)
  }

  /// Folders of objects that are not called as their part of the library OS is.
  private static let names = [
    "nucleus": "CNucleus", "common": "Platform", "unix": "Platform-unix",
    "virtio": "Platform-virtio",
  ]
}
