// What is known while the checks of one lesson run on one target. Steps of the kinds `build` and `boot`
// add to it; the others look at it.

import Build
import Configure
import Curriculum
import Foundation
import Machines

/// The evidence of one run of a lesson's checks.
struct Scene: Sendable {
  let bench: any Bench
  /// The learner's directory.
  let directory: URL
  let target: Target
  let lesson: Lesson
  let starters: StarterSizes
  var manifest: Manifest { lesson.manifest }
  /// All nonces follow from it.
  let seed: UInt64
  /// What the user asked for; nil: what the host can do.
  let accelerator: Accelerator?

  /// By the id of the build step.
  var artifacts: [String: Artifact] = [:]
  /// By the id of the boot step.
  var boots: [String: BootEvidence] = [:]
  /// By the id of the step: what was answered, and what is true.
  var answers: [String: [AnswersCheck.Round]] = [:]
  /// How many times a running unikernel was asked.
  var inspections = 0
  /// Spent in builds, which do not count against the budget of the check.
  var building: Duration = .zero
  private var known: Result<Unikernel, BuildFailure>?

  init(
    bench: any Bench, directory: URL, target: Target, lesson: Lesson,
    starters: StarterSizes, seed: UInt64, accelerator: Accelerator?
  ) {
    self.bench = bench
    self.directory = directory
    self.target = target
    self.lesson = lesson
    self.starters = starters
    self.seed = seed
    self.accelerator = accelerator
  }

  /// What config.swift says; it is read once. When it cannot be read the first check that asks tells
  /// the whole story, and later ones are skipped.
  mutating func configuration(expected: String) async throws(Unreadable) -> Unikernel {
    switch known {
    case .success(let unikernel): return unikernel
    case .failure: throw Unreadable(.skipped("needs a config.swift that can be read"))
    case nil: break
    }
    let start = ContinuousClock.now
    defer { building += ContinuousClock.now - start }
    do {
      let unikernel = try await bench.configuration(of: directory)
      known = .success(unikernel)
      return unikernel
    } catch {
      known = .failure(error)
      throw Unreadable(BuildCheck.judgement(of: error, expected: expected))
    }
  }
}

/// Something that a check needs cannot be had; what the check has to say of it.
struct Unreadable: Error {
  let judgement: Judgement

  init(_ judgement: Judgement) { self.judgement = judgement }
}

/// One boot, seen from outside.
struct BootEvidence: Sendable {
  let parameters: BootParameters
  let artifact: Artifact
  let budget: Duration
  /// How much slower than the reference this host is.
  let slowness: Double
  let transcript: Transcript

  /// The last lines of the console, as context; of a trap, those up to its backtrace.
  var tail: [EvidenceLine] {
    let shown = transcript.linesThroughBacktrace
    let lines = shown.suffix(8).map { EvidenceLine(.context, $0.text) }
    let before = shown.count - lines.count
    guard before > 0 else { return lines }
    return [EvidenceLine(.context, "… \(before) lines before")] + lines
  }
}
