// Keeps what SwiftPM found, so that it is asked once for a set of packages and not at all for a set that any
// unikernel had before.
//
//   CACHE/packages/lock
//   CACHE/packages/<key>/resolution.json  IDENTITY.json …   what is known
//   CACHE/packages/<key>/Package.resolved                   SwiftPM's own record of it
//   CACHE/packages/<key>/build/                             SwiftPM's: clones and checkouts
//   DIR/.mirador/packages/Package.swift  Package.resolved   for SwiftPM and for people
//
// The key stands for the URLs, the versions and the compiler; and, when the unikernel's own Package.resolved
// says other versions than the cache's, for these.

import Foundation

/// What is known of the packages of one unikernel.
struct PackageStore: Sendable {
  let requests: [PackageRequest]
  /// In the cache.
  let folder: URL
  /// The unikernel's.
  let manifestFolder: URL

  var scratch: URL { folder.appending(path: "build") }
  private var record: URL { folder.appending(path: "resolution.json") }

  private static let pins = "Package.resolved"

  /// - Parameters:
  ///   - packages: the cache's folder for all of this.
  ///   - directory: the unikernel's.
  init(
    _ requests: [PackageRequest], in packages: URL, for directory: URL, compiler: String
  ) async throws(BuildFailure) {
    self.requests = requests
    manifestFolder = directory.appending(path: ".mirador/packages")
    let names = requests.map { $0.url + " " + $0.version }.sorted()
    let key = String(try await Digest.of([], names + [compiler]).prefix(32))
    let shared = packages.appending(path: key)
    guard let own = PackageStore.ownPins(in: manifestFolder, for: requests),
      own != PackageStore.text(shared.appending(path: PackageStore.pins))
    else {
      folder = shared
      return
    }
    let other = try await Digest.of([], [key, own])
    folder = packages.appending(path: String(other.prefix(32)))
  }

  // MARK: - What is there

  /// Nil when SwiftPM has to be asked.
  var resolution: PackageResolution? { PackageStore.read(record) }

  func description(of package: PackageResolution.Package) -> PackageDescription? {
    PackageStore.read(place(of: package))
  }

  /// Puts the Package.swift and what was found for it into the unikernel's folder, to be read.
  func show() throws(BuildFailure) {
    try Files.makeFolder(manifestFolder)
    let stale = PackageStore.ownPins(in: manifestFolder, for: requests) == nil
    let manifest = manifestFolder.appending(path: "Package.swift")
    try Files.write(PackageManifest.text(of: requests), to: manifest)
    let own = manifestFolder.appending(path: PackageStore.pins)
    guard stale else { return }
    if let pins = PackageStore.text(folder.appending(path: PackageStore.pins)) {
      try Files.write(pins, to: own)
    } else {
      try? FileManager.default.removeItem(at: own)
    }
  }

  // MARK: - Asking SwiftPM; the caller holds the lock

  /// What is known, or what SwiftPM finds, with every package's files in place.
  func resolve(
    _ manager: PackageManager, progress: (String) -> Void
  ) async throws(BuildFailure) -> PackageResolution {
    if let known = resolution,
      known.packages.allSatisfy({ FileManager.default.fileExists(atPath: $0.folder) })
    {
      return known
    }
    progress(Messages.fetching(requests.map(\.title)))
    try Files.makeFolder(folder)
    try show()
    let found = try await manager.resolve(requests, in: manifestFolder, scratch: scratch)
    if let pins = PackageStore.text(manifestFolder.appending(path: PackageStore.pins)) {
      try Files.write(pins, to: folder.appending(path: PackageStore.pins))
    }
    try write(found, to: record)
    return found
  }

  /// What is known of a package, or what SwiftPM says of it.
  func describe(
    _ package: PackageResolution.Package, _ manager: PackageManager
  ) async throws(BuildFailure) -> PackageDescription {
    if let known = description(of: package) { return known }
    let (listing, dump) = try await manager.describe(package, scratch: scratch)
    let description = try await PackageReader(package: package, listing: listing, dump: dump).read()
    try write(description, to: place(of: package))
    return description
  }

  // MARK: - Files

  private func place(of package: PackageResolution.Package) -> URL {
    folder.appending(path: package.identity + ".json")
  }

  private func write(_ value: some Encodable, to file: URL) throws(BuildFailure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { return }
    try Files.write(String(decoding: data, as: UTF8.self) + "\n", to: file)
  }

  /// A file that is missing, or of an older shape, is one to make again.
  private static func read<Value: Decodable>(_ file: URL) -> Value? {
    guard let data = try? Data(contentsOf: file) else { return nil }
    return try? JSONDecoder().decode(Value.self, from: data)
  }

  private static func text(_ file: URL) -> String? {
    try? String(contentsOf: file, encoding: .utf8)
  }

  /// The Package.resolved in a unikernel's folder, when it was made for these packages: a changed
  /// config.swift leaves an old one behind.
  private static func ownPins(in folder: URL, for requests: [PackageRequest]) -> String? {
    guard let manifest = text(folder.appending(path: "Package.swift")) else { return nil }
    func packages(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { $0.hasPrefix("    .package(") }
    }
    guard packages(manifest) == packages(PackageManifest.text(of: requests)) else { return nil }
    return text(folder.appending(path: pins))
  }
}
