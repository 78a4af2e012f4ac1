// What is known of one package at one version, once SwiftPM has described it: enough to order and compile
// its targets, and to find them in the cache again without SwiftPM.
//
//   CACHE/packages/<key>/IDENTITY.json

/// A described package.
struct PackageDescription: Codable, Sendable, Equatable {
  /// The names of the targets in each library product.
  var products: [String: [String]]
  /// All but tests, executables and what only they need is left to SwiftPM's word.
  var targets: [Target]
  /// SPDX, when the package's licence file is one that is known by its words.
  var license: String?

  /// A target that can be part of a library.
  struct Target: Codable, Sendable, Equatable {
    enum Language: String, Codable, Sendable { case swift, c }
    var name: String
    /// The name to import.
    var module: String
    var language: Language
    /// Why no image can have it; nil when nothing stands against it.
    var obstacle: String?
    /// Relative to the package.
    var folder: String
    /// Relative to `folder`.
    var sources: [String]
    /// Where a C target's public headers are, relative to `folder`.
    var headers: String?
    /// What the package itself asks of the compiler.
    var flags: [String]
    var dependencies: [Dependency]
    /// SHA-256 of the sources and headers, hexadecimal.
    var digest: String
  }

  /// Something that a target needs.
  struct Dependency: Codable, Sendable, Equatable {
    /// Of a target of the same package, or of a product of another.
    var name: String
    /// Nil: the same package, or any that it depends on.
    var package: String?
  }

  /// The modules that can be imported from outside, sorted.
  var modules: [String] {
    let exported = Set(products.values.joined())
    return targets.filter { exported.contains($0.name) }.map(\.module).sorted()
  }

  func target(_ name: String) -> Target? { targets.first { $0.name == name } }
}
