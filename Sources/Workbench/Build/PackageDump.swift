// The shapes of SwiftPM's own JSON, as far as they are read: `swift package show-dependencies`, `describe` and
// `dump-package`. They have no written definition; these are what SwiftPM 6.3 prints. Whatever is not named
// here is ignored.

/// A package of `show-dependencies --format json`, with what is below it.
struct DependencyTree: Decodable {
  let identity: String
  let name: String
  let url: String
  let version: String
  let path: String
  let traits: [String]?
  let dependencies: [DependencyTree]
}

/// `describe --type json`: which files a target has.
struct PackageListing: Decodable {
  let targets: [Target]

  struct Target: Decodable {
    let name: String
    let c99name: String
    /// `library`, `executable`, `test`, `macro`, `plugin`, `system-target`, `binary`, `snippet`.
    let type: String
    /// `SwiftTarget`, `ClangTarget` and others.
    let moduleType: String
    let path: String
    let sources: [String]

    private enum CodingKeys: String, CodingKey {
      case name, c99name, type, path, sources
      case moduleType = "module_type"
    }
  }
}

/// `dump-package`: what the package's Package.swift says.
struct PackageDump: Decodable {
  let products: [Product]
  let targets: [Target]
  let traits: [Trait]?
  let toolsVersion: Version
  let swiftLanguageVersions: [String]?
  let cLanguageStandard: String?

  struct Version: Decodable { let _version: String }

  struct Trait: Decodable {
    let name: String
    let enabledTraits: [String]
  }

  struct Product: Decodable {
    let name: String
    let targets: [String]
    /// One key: `library`, `executable`, `plugin`, `macro`.
    let type: [String: Ignored?]
  }

  struct Target: Decodable {
    let name: String
    let publicHeadersPath: String?
    let dependencies: [[String: [Slot]]]
    let settings: [Setting]
    let pluginUsages: [Ignored]?
  }

  struct Setting: Decodable {
    /// `c`, `cxx`, `swift` or `linker`.
    let tool: String
    /// One key, the name of the setting.
    let kind: [String: Payload]
    let condition: Condition?
  }

  /// When something holds; what is absent does not restrict.
  struct Condition: Decodable {
    let platformNames: [String]?
    let config: String?
    let traits: [String]?
  }

  /// What a setting is given: `{"_0": "NAME"}`, a list in its place, or nothing.
  struct Payload: Decodable {
    let words: [String]

    private enum Key: String, CodingKey { case _0 }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      if let word = try? container.decode(String.self, forKey: ._0) {
        words = [word]
      } else {
        words = (try? container.decode([String].self, forKey: ._0)) ?? []
      }
    }
  }

  /// A place in a dependency's list: `["RealModule", "swift-numerics", null, {condition}]`.
  enum Slot: Decodable {
    case word(String)
    case condition(Condition)
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let word = try? container.decode(String.self) {
        self = .word(word)
      } else if let condition = try? container.decode(Condition.self) {
        self = .condition(condition)
      } else {
        self = .other
      }
    }
  }

  /// A value that only has to be there.
  struct Ignored: Decodable {
    init(from decoder: any Decoder) throws {}
  }
}
