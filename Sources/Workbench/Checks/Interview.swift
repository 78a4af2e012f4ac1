// What is done with a unikernel while it runs, and what it answered: lines of its console are waited for,
// questions are asked of its inspector, in one session from the first question on.

import Machines
import Synchronization

/// A step of an interview.
public enum InterviewStep: Sendable {
  /// Waits for a line for which this is true; it is told each line that comes, once. Lines that came while a
  /// question was asked are passed over.
  case lines(until: @Sendable (String) -> Bool)
  /// Gives a line of the console's language. Only what the unikernel itself answers: no pipe, no file.
  case ask(String)
}

extension InterviewStep {
  /// Waits until so many lines have come for which this is true.
  static func lines(
    _ count: Int, where isWanted: @escaping @Sendable (String) -> Bool
  ) -> InterviewStep {
    let countdown = Countdown(count)
    return .lines { isWanted($0) && countdown.isOver() }
  }
}

private final class Countdown: Sendable {
  private let missing: Mutex<Int>

  init(_ count: Int) { missing = Mutex(count) }

  func isOver() -> Bool {
    missing.withLock { missing in
      missing -= 1
      return missing <= 0
    }
  }
}

/// What came of an interview.
public struct Interview: Sendable {
  /// Of each `ask` that was reached, in order.
  public var answers: [Inspection] = []
  /// What the console showed during each `lines` that was begun: up to the last line that was waited for.
  public var lines: [[String]] = []
  /// How the unikernel ended before all was asked; nil: the interview was done, and ended it.
  public var ending: Transcript?

  public init(answers: [Inspection] = [], lines: [[String]] = [], ending: Transcript? = nil) {
    self.answers = answers
    self.lines = lines
    self.ending = ending
  }
}

/// What came of asking a running unikernel.
public enum Inspection: Sendable {
  /// The answer's columns and rows, as a console shows them.
  case answer(columns: [String], rows: [[String]])
  /// The unikernel has no such command, or refused.
  case refused(String)
  /// It has no inspector, or did not answer.
  case silent(String)

  /// Why there is no answer; nil: there is one.
  var obstacle: String? {
    switch self {
    case .answer: nil
    case .refused(let reason), .silent(let reason): reason
    }
  }
}

extension Scene {
  /// Boots the image and interviews it. It has a name of its own, apart from those of boots, so that it does
  /// not matter which of them come before.
  mutating func interview(
    _ build: String, _ arguments: [Pattern], seed: String? = nil,
    _ steps: (BootParameters) -> [InterviewStep]
  ) async throws(Unreadable) -> (boot: BootParameters, interview: Interview) {
    guard let artifact = artifacts[build] else { throw Unreadable(.noEvidence("image")) }
    let boot = BootParameters(seed: self.seed, boot: 1000 + inspections)
    inspections += 1
    let slowness = max(1, await bench.slowness(target, accelerator))
    let request = BootRequest(
      arguments: ["--name=\(boot.nonce)"] + manifest.arguments + (seed.map { [$0] } ?? [])
        + arguments.map { $0.readable(boot) },
      budget: manifest.budgets.boot * slowness, accelerator: accelerator)
    do {
      return (boot, try await bench.interview(artifact, request, steps(boot)))
    } catch {
      let failure = Failure(error)
      throw Unreadable(.error(failure.message, code: failure.status))
    }
  }
}

extension Transcript {
  /// What is shown of a unikernel that ended before it could be asked.
  var lastLines: [EvidenceLine] {
    linesThroughBacktrace.suffix(8).map { EvidenceLine(.context, $0.text) }
  }
}
