import Build
import Configure
import Foundation

/// Unikernels that tests build, with one cache: the library OS is compiled once for all of them, and for later
/// runs. What is compiled of a unikernel stays beside it for the next run.
public enum TestImages {
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  public static let cache = root.appending(path: ".build/test-images")
  public static let builder = Builder(root: root, cache: cache) { _ in }

  /// The folder of a unikernel, below the cache.
  public static func folder(_ name: String) -> URL { cache.appending(path: name) }

  /// Builds the unikernel of these sources, by their names, for every target.
  public static func build(
    _ sources: [String: String], in name: String
  ) async throws -> [Target: Image] {
    let folder = folder(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for old in try swiftFiles(in: folder) where sources[old.lastPathComponent] == nil {
      try FileManager.default.removeItem(at: old)
    }
    for (file, text) in sources { try Data(text.utf8).write(to: folder.appending(path: file)) }
    // One after the other: the second finds the first's objects.
    var images: [Target: Image] = [:]
    for target in Target.allCases {
      images[target] = try await builder.build(folder, target: target)
    }
    return images
  }

  /// Builds a copy of the unikernel in a folder.
  public static func build(copyOf sources: URL, in name: String) async throws -> [Target: Image] {
    var texts: [String: String] = [:]
    for file in try swiftFiles(in: sources) {
      texts[file.lastPathComponent] = try String(contentsOf: file, encoding: .utf8)
    }
    return try await build(texts, in: name)
  }

  public static func swiftFiles(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "swift" }
  }
}
