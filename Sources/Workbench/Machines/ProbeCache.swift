import Foundation

/// The file that keeps a probe's answer. It holds one: that of the machine it is on.
struct ProbeCache: Sendable {
  private struct Entry: Codable {
    var identity: HostIdentity
    var verdict: AcceleratorProbe.Verdict
  }

  let file: URL

  /// The answer that was kept for this identity; nil also when the file is unreadable.
  func verdict(for identity: HostIdentity) -> AcceleratorProbe.Verdict? {
    guard let data = try? Data(contentsOf: file),
      let entry = try? JSONDecoder().decode(Entry.self, from: data),
      entry.identity == identity
    else { return nil }
    return entry.verdict
  }

  /// Keeps an answer, all of it or nothing. A cache that cannot be written is no error.
  func keep(_ verdict: AcceleratorProbe.Verdict, for identity: HostIdentity) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(Entry(identity: identity, verdict: verdict)) else {
      return
    }
    try? FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? data.write(to: file, options: .atomic)
  }
}
