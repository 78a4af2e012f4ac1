// What an image is made of, as its manifest lists it: the parts that the first link put in and the libraries
// that config.swift brings, each with the digest of what it was made from.

import Composition
import Configure
import Foundation
import Manifest

struct BillOfMaterials: Sendable {
  let toolchain: Toolchain
  let kernel: KernelLibrary
  let composition: Composition
  let sources: SourceFiles
  let libraries: CompiledLibraries
  /// The link map of an image that has everything but its manifest.
  let map: URL

  func manifest() async throws(BuildFailure) -> Manifest {
    guard let text = try? String(contentsOf: map, encoding: .utf8) else {
      throw .environment(Messages.cannotRead(map.path))
    }
    let compiler = "Swift " + kernel.swiftVersion
    let digest = try await Digest.of(contents: [sources.config] + sources.application)
    return Manifest(
      name: composition.name, target: composition.target.rawValue, tool: Builder.version,
      toolchain: compiler, sources: digest, devices: composition.manifestDevices,
      arguments: composition.manifestArguments,
      libraries: [application(digest)] + linked(LinkedParts.read(map: text).map(\.name)))
  }

  private func application(_ digest: String) -> Manifest.Library {
    Manifest.Library(
      name: composition.name, version: "0", origin: .application, digest: digest)
  }

  /// Libraries by name; what is no library of its own, such as the object of the assets, has no digest
  /// and is part of the application.
  private func linked(_ parts: [String]) -> [Manifest.Library] {
    let standard = Manifest.Library(
      name: "Swift", version: kernel.swiftVersion, origin: .toolchain,
      digest: kernel.digests["Swift"] ?? "")
    let all = [standard] + parts.compactMap(library) + libraries.parts.map(BillOfMaterials.entry)
    return all.sorted { $0.name < $1.name }
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
