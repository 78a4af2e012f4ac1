// A newcomer's first minutes: clone, `./mirador check 1`, a verdict. The system packages are
// installed; nothing else is at hand: SwiftPM's and the compiler's caches are in an empty
// directory.

import Foundation

struct CloneBenchmark {
  /// Seconds, on two cores.
  static let aim = Row.Aim.atMost(150)

  private let workshop: Workshop

  init(_ workshop: Workshop) { self.workshop = workshop }

  func run(_ rounds: Int) async throws -> Outcome {
    var outcome = Outcome(.clone)
    var seconds: [Double] = []
    for round in 0..<max(rounds, 1) {
      try Task.checkCancellation()
      seconds.append(try await firstVerdict(workshop.scratch.appending(path: "clone-\(round)")))
    }
    if let samples = Samples(seconds) {
      outcome.rows.append(
        Row("clone, ./mirador check 1", .seconds, samples, aim: Self.aim))
    }
    outcome.notes.append("the clone has what is committed; changes since are not in it")
    return outcome
  }

  private func firstVerdict(_ home: URL) async throws -> Double {
    defer { try? FileManager.default.removeItem(at: home) }
    let clone = home.appending(path: "mirador")
    let cache = home.appending(path: "cache")
    try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
    let start = ContinuousClock.now
    // --no-local: copied as from a server, not linked.
    try await workshop.tool(
      "git", ["clone", "--quiet", "--no-local", workshop.root.path, clone.path])
    let result = try await workshop.run(
      clone.appending(path: "mirador").path, ["check", "1"], in: clone,
      environment: [
        "MIRADOR_ROOT": nil, "MIRADOR_WORKSPACE": nil, "XDG_CACHE_HOME": cache.path,
      ], budget: Limits.clone)
    let duration = ContinuousClock.now - start
    // The starter does not pass: that is a verdict too.
    guard result.status <= 1 else { throw Messages.noVerdict(result.output + result.errors) }
    return duration / .seconds(1)
  }
}
