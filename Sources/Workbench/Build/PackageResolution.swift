// The packages and versions that SwiftPM found for a set of requests, those that packages need themselves
// among them. Kept in the cache so that it is asked once.
//
//   CACHE/packages/<key>/resolution.json

/// A set of packages that go together.
struct PackageResolution: Codable, Sendable, Equatable {
  var packages: [Package]

  struct Package: Codable, Sendable, Equatable {
    var identity: String
    /// What its Package.swift calls it.
    var name: String
    var url: String
    var version: String
    /// Where its files are, absolute.
    var folder: String
    /// Parts of it that are switched on.
    var traits: [String]
    /// The identities of the packages that it depends on.
    var dependencies: [String]

    /// The package and its version, for people.
    var title: String { identity + " " + version }
  }

  subscript(identity: String) -> Package? { packages.first { $0.identity == identity } }
}
