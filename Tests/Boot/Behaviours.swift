import Build
import Configure
import Foundation
import Testing

/// The unikernel in Tests/Support/Behaviours, built once per run; its first boot argument says what
/// it does.
enum Behaviours {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Shared with the other tests and with later runs.
  static let cache = root.appending(path: ".build/test-images")

  static let builder = Builder(root: root, cache: cache) { _ in }

  private static let sources = root.appending(path: "Tests/Support/Behaviours")

  static func image(for target: Target) async throws -> Image {
    let images = try await images.value
    return try #require(images[target])
  }

  private static let images = Task { try await images(of: sources, in: "behaviours") }

  /// The unikernel in `sources`, for every target. Builds happen in a copy, which keeps what was compiled
  /// beside it for the next run.
  static func images(of sources: URL, in name: String) async throws -> [Target: Image] {
    let folder = cache.appending(path: name)
    let files = FileManager.default
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    for old in try swiftFiles(in: folder) { try files.removeItem(at: old) }
    for file in try swiftFiles(in: sources) {
      try files.copyItem(at: file, to: folder.appending(path: file.lastPathComponent))
    }
    // One after the other: the second finds the first's objects.
    var images: [Target: Image] = [:]
    for target in Target.allCases {
      images[target] = try await builder.build(folder, target: target)
    }
    return images
  }

  private static func swiftFiles(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "swift" }
  }

  /// Where the comment `// line: word` is, as a backtrace says it: `Traps.swift:31`.
  static func line(_ word: String) throws -> String {
    for file in try swiftFiles(in: sources) {
      let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
      if let index = lines.firstIndex(where: { $0.hasSuffix("// line: " + word) }) {
        return "\(file.lastPathComponent):\(index + 1)"
      }
    }
    Issue.record("no line of the behaviours is marked \(word)")
    return ""
  }
}
