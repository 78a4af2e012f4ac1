import Build
import Configure
import Foundation
import TestImages
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
    try await TestImages.build(
      ["config.swift": config, "unikernel.swift": source], in: "deployed")
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
