// One run of `mirador bench`: each group in turn, whatever becomes of the others.

import Checks
import Curriculum
import Foundation

/// Runs groups of measurements.
public struct Suite: Sendable {
  private let root: URL
  private let rounds: Int?
  private let tell: @Sendable (String) -> Void

  /// - Parameters:
  ///   - root: the project's directory.
  ///   - rounds: nil: each group's own.
  ///   - tell: called with a line for people when something begins.
  public init(root: URL, rounds: Int?, tell: @escaping @Sendable (String) -> Void) {
    self.root = root
    self.rounds = rounds
    self.tell = tell
  }

  /// Runs `groups`. A group that cannot be measured is listed in the results with its reason.
  /// - Throws: only when the whole cannot go on: cancellation, no scratch space.
  public func run(_ groups: [Group]) async throws -> Results {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let workshop = Workshop(root: root, scratch: scratch.directory, tell: tell)
    var results = Results(machine: await MachineFacts.gather())
    for group in groups {
      try Task.checkCancellation()
      tell("measuring \(group.rawValue): \(group.title)")
      do {
        results.outcomes.append(try await measure(group, workshop))
      } catch {
        try Task.checkCancellation()
        results.fail(group, Failure(error))
      }
    }
    return results
  }

  private func measure(_ group: Group, _ workshop: Workshop) async throws -> Outcome {
    let rounds = rounds ?? group.rounds
    switch group {
    case .start: return try await StartBenchmark(workshop).run(rounds)
    case .boot: return try await BootBenchmark(workshop).run(rounds)
    case .instructions: return try await InstructionsBenchmark(workshop).run(rounds)
    case .size: return try await SizeBenchmark(workshop).run()
    case .tasks: return try await TasksBenchmark(workshop).run(rounds)
    case .allocator: return try await AllocatorBenchmark(workshop).run(rounds)
    case .inspector: return try await InspectorBenchmark(workshop).run(rounds)
    case .check: return try await CheckBenchmark(workshop).run(rounds)
    case .clone: return try await CloneBenchmark(workshop).run(rounds)
    }
  }
}
