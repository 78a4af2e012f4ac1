// What a package's Package.swift asks of the compiler, as flags of the compiler. A unikernel is built as a
// release for Linux.

/// The settings of one package, read for images.
struct PackageSettings {
  private let dump: PackageDump
  /// Names of the traits that are on, those that others switch on among them.
  private let traits: Set<String>

  init(_ dump: PackageDump, traits: [String]) {
    self.dump = dump
    var enabled = Set(traits)
    var rest = traits
    while let name = rest.popLast() {
      for other in dump.traits?.first(where: { $0.name == name })?.enabledTraits ?? []
      where enabled.insert(other).inserted {
        rest.append(other)
      }
    }
    self.traits = enabled
  }

  /// Flags, or the reason why an image cannot have the target.
  enum Reading: Equatable {
    case flags([String])
    case obstacle(String)
  }

  func swift(_ target: PackageDump.Target) -> Reading {
    var flags = ["-DSWIFT_PACKAGE"]
    flags += traits.subtracting(["default"]).sorted().map { "-D" + $0 }
    var mode = defaultMode
    for (name, words) in settings(of: target, for: "swift") {
      switch (name, words.first) {
      case ("define", let word?): flags.append("-D" + word)
      case ("enableUpcomingFeature", let word?): flags += ["-enable-upcoming-feature", word]
      case ("enableExperimentalFeature", let word?):
        flags += ["-enable-experimental-feature", word]
      case ("swiftLanguageMode", let word?): mode = word
      case ("defaultIsolation", let word?): flags += ["-default-isolation", word]
      case ("strictMemorySafety", _): flags.append("-strict-memory-safety")
      case ("interoperabilityMode", "Cxx"): return .obstacle("it uses C++")
      case ("unsafeFlags", _): return .obstacle("it sets compiler flags of its own (unsafeFlags)")
      // How loud warnings are is nobody's business here.
      default: break
      }
    }
    return .flags(flags + ["-swift-version", mode])
  }

  func c(_ target: PackageDump.Target, folder: String) -> Reading {
    var flags = ["-DSWIFT_PACKAGE=1"]
    if let standard = dump.cLanguageStandard { flags.append("-std=" + standard) }
    for (name, words) in settings(of: target, for: "c") {
      switch (name, words.first) {
      case ("define", let word?): flags.append("-D" + word)
      case ("headerSearchPath", let word?): flags.append("-I" + folder + "/" + word)
      case ("unsafeFlags", _): return .obstacle("it sets compiler flags of its own (unsafeFlags)")
      default: break
      }
    }
    return .flags(flags)
  }

  func dependencies(of target: PackageDump.Target) -> [PackageDescription.Dependency] {
    target.dependencies.compactMap { dependency in
      guard let (kind, slots) = dependency.first, case .word(let name)? = slots.first else {
        return nil
      }
      for case .condition(let condition) in slots where !holds(condition) { return nil }
      // Only a product's second word is a package; a target has none.
      guard kind == "product", slots.count > 1, case .word(let package) = slots[1] else {
        return PackageDescription.Dependency(name: name)
      }
      return PackageDescription.Dependency(name: name, package: package)
    }
  }

  private func settings(
    of target: PackageDump.Target, for tool: String
  ) -> [(name: String, words: [String])] {
    target.settings.filter { $0.tool == tool && ($0.condition.map(holds) ?? true) }
      .flatMap { setting in setting.kind.map { ($0.key, $0.value.words) } }
  }

  private func holds(_ condition: PackageDump.Condition) -> Bool {
    if let platforms = condition.platformNames, !platforms.isEmpty, !platforms.contains("linux") {
      return false
    }
    if let configuration = condition.config, configuration != "release" { return false }
    if let wanted = condition.traits, !wanted.isEmpty, traits.isDisjoint(with: wanted) {
      return false
    }
    return true
  }

  /// The newest that the package says it is fit for and the compiler knows; else by its tools version.
  private var defaultMode: String {
    let known = (dump.swiftLanguageVersions ?? []).compactMap { version in
      version.split(separator: ".").first.flatMap { Int($0) }
    }
    if let newest = known.filter({ $0 <= 6 }).max() { return newest == 4 ? "5" : String(newest) }
    let major = dump.toolsVersion._version.split(separator: ".").first.flatMap { Int($0) } ?? 5
    return major >= 6 ? "6" : "5"
  }
}
