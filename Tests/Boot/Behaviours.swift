import Build
import Configure
import Foundation
import TestImages
import Testing

/// The unikernel in Tests/Support/Behaviours, built once per run; its first boot argument says what
/// it does.
enum Behaviours {
  static let root = TestImages.root
  static let cache = TestImages.cache
  static let builder = TestImages.builder

  private static let sources = root.appending(path: "Tests/Support/Behaviours")

  static func image(for target: Target) async throws -> Image {
    let images = try await images.value
    return try #require(images[target])
  }

  private static let images = Task {
    try await TestImages.build(copyOf: sources, in: "behaviours")
  }

  /// Where the comment `// line: word` is, as a backtrace says it: `Traps.swift:31`.
  static func line(_ word: String) throws -> String {
    for file in try TestImages.swiftFiles(in: sources) {
      let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
      if let index = lines.firstIndex(where: { $0.hasSuffix("// line: " + word) }) {
        return "\(file.lastPathComponent):\(index + 1)"
      }
    }
    Issue.record("no line of the behaviours is marked \(word)")
    return ""
  }
}
