// The order in which modules are compiled: each when those that it imports are there, several at a time.

import Foundation

/// What can be compiled next.
struct ModuleSchedule {
  private let imports: [String: Set<String>]
  private var waiting: [String]
  private var finished: Set<String> = []

  /// - Parameters:
  ///   - modules: their names, in the order in which they are to begin where nothing else decides.
  ///   - imports: what each imports; names that are no modules here are somebody else's.
  init(_ modules: [String], imports: [String: Set<String>]) {
    waiting = modules
    let all = Set(modules)
    self.imports = imports.mapValues { $0.intersection(all) }
  }

  /// Modules that nobody has begun.
  var isDone: Bool { waiting.isEmpty }

  /// The next module to begin; nil when all that are left wait for one that is being compiled.
  mutating func next() -> String? {
    let ready = waiting.firstIndex { finished.isSuperset(of: imports[$0] ?? []) }
    return ready.map { waiting.remove(at: $0) }
  }

  mutating func finish(_ module: String) { finished.insert(module) }

  /// The modules that a Swift source imports, by its lines that begin with an import.
  static func imports(in source: String) -> Set<String> {
    var names: Set<String> = []
    for line in source.split(separator: "\n") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == ";" })
      let rest = words.drop { $0.hasPrefix("@") || accessLevels.contains($0) }
      guard rest.first == "import" else { continue }
      guard let name = rest.dropFirst().first(where: { !kinds.contains($0) }) else { continue }
      names.insert(String(name.prefix { $0 != "." }))
    }
    return names
  }

  private static let accessLevels: Set<Substring> = ["public", "package", "internal", "private"]
  private static let kinds: Set<Substring> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
  ]
}
