import Build
import Configure
import Foundation
import Testing

/// A unikernel that prints its words and ends with the first as its status, built once per run.
enum Images {
  static func build(_ target: Target) async throws -> Image {
    let images = try await all.value
    return try #require(images[target])
  }

  /// Boot arguments: the status, then `--`, after which everything is a word.
  static func arguments(_ status: Int, _ words: [String]) -> [String] {
    ["\(status)", "--"] + words
  }

  /// The console of a boot with these words.
  static func console(_ words: [String]) -> String {
    words.map { "word [\($0)]\n" }.joined()
  }

  private static let all = Task {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let cache = root.appending(path: ".build/test-images")
    let folder = cache.appending(path: "deployed")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(config.utf8).write(to: folder.appending(path: "config.swift"))
    try Data(source.utf8).write(to: folder.appending(path: "unikernel.swift"))
    let builder = Builder(root: root, cache: cache) { _ in }
    var images: [Target: Image] = [:]
    for target in Target.allCases {
      images[target] = try await builder.build(folder, target: target)
    }
    return images
  }

  private static let config = """
    import Configure

    let unikernel = Unikernel(
      "deployed", start: "Deployed", needs: [.console, .arguments], targets: [.unix, .virtio])

    """

  private static let source = """
    import Kernel

    enum Deployed {
      static func start(console: any Console, arguments: [String]) async {
        for word in arguments.dropFirst() { console.print("word [" + word + "]") }
        System.exit(status: Int(arguments.first ?? "") ?? 99)
      }
    }

    """
}
