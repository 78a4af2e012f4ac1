import Foundation
import Processes

/// The checkout that is tested, and its tool.
enum Installation {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let executable = root.appending(path: ".build/debug/mirador")
  static let transcripts = root.appending(path: "Tests/Transcripts")

  /// The names of all transcripts.
  static let files = names(in: transcripts)

  static func names(in directory: URL) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: directory.path)
    return (names ?? []).filter { $0.hasSuffix(".t") }.sorted()
  }

  /// Returns when the library OS is compiled and this host's accelerator is known: transcripts show
  /// what a second use of the tool shows.
  static func warm() async throws { try await warming.value }

  private static let warming = Task {
    let session = try Session()
    defer { session.remove() }
    let command = Transcript.Command(
      line: 1,
      words: ["example Noop noop && mirador run noop -t unix && mirador run noop -t virtio"])
    let answer = try await session.run([command], budget: .seconds(300))[0]
    guard answer.status == 0 else { throw NotWarm(output: answer.lines.map(\.text)) }
  }

  private struct NotWarm: Error {
    let output: [String]
  }
}
