// What a learner waits for: a comment changes, and `check` builds, boots and judges again. The
// whole is timed as the tool's own process; the split comes from the same steps run here, in the
// same rounds.

import Build
import Checks
import Configure
import Curriculum
import Foundation
import Machines

struct CheckBenchmark {
  /// Seconds from edit to verdict.
  static let aim = Row.Aim.atMost(3)

  private let workshop: Workshop

  init(_ workshop: Workshop) { self.workshop = workshop }

  func run(_ rounds: Int) async throws -> Outcome {
    var outcome = Outcome(.check)
    let lesson = try Catalogue(loading: workshop.root.appending(path: "Lessons")).lesson("1")
    let work = workshop.scratch.appending(path: "lesson-1")
    try lesson.copyStarter(to: work)
    try lesson.apply(lesson.solution, to: work)
    let source = work.appending(path: "unikernel.swift")
    let text = try String(contentsOf: source, encoding: .utf8)
    var edits = 0
    func edit() throws {
      edits += 1
      try (text + "// \(edits)\n").write(to: source, atomically: true, encoding: .utf8)
    }
    let targets = lesson.manifest.targets
    var whole: [Target: [Double]] = [:]
    var split: [Target: [StepTimes]] = [:]
    for round in 0...max(rounds, 1) {
      for target in targets {
        try Task.checkCancellation()
        try edit()
        let seconds = try await verdictByTool(work, target)
        try edit()
        let times = try await verdictHere(lesson, work, target)
        // The first round fills caches.
        guard round > 0 else { continue }
        whole[target, default: []].append(seconds)
        split[target, default: []].append(times)
      }
    }
    for target in targets {
      guard let samples = Samples(whole[target] ?? []) else { continue }
      let label = target == .virtio ? "virtio, TCG" : target.rawValue
      outcome.rows.append(Row("edit to verdict, " + label, .seconds, samples, aim: Self.aim))
      outcome.rows += StepTimes.rows(split[target] ?? [], label)
    }
    return outcome
  }

  /// `mirador check` as a learner starts it, without the shell script before it.
  private func verdictByTool(_ work: URL, _ target: Target) async throws -> Double {
    let tool = Bundle.main.executablePath ?? CommandLine.arguments[0]
    let start = ContinuousClock.now
    let result = try await workshop.run(
      tool,
      ["check", "1", "--dir", work.path, "--target", target.rawValue, "--accel", "tcg"],
      environment: ["MIRADOR_ROOT": workshop.root.path])
    let duration = ContinuousClock.now - start
    guard result.status == 0 else { throw Messages.noVerdict(result.output + result.errors) }
    return duration / .seconds(1)
  }

  private func verdictHere(
    _ lesson: Lesson, _ work: URL, _ target: Target
  ) async throws -> StepTimes {
    let bench = StopwatchBench(workshop)
    let start = ContinuousClock.now
    let checker = try Checker(lesson, digest: lesson.digest(), bench: bench)
    let verdict = await checker.verdict(of: work, on: target, accelerator: .tcg)
    let whole = ContinuousClock.now - start
    guard verdict.isPass else { throw Messages.noVerdict(Verdict.json([verdict])) }
    return StepTimes(whole: whole, bench.laps)
  }
}

/// Where the time of one verdict went.
struct StepTimes {
  /// Seconds by step; `judge` is what no other step took.
  private let seconds: [String: Double]
  private static let names = ["configure", "compile", "link", "boot", "judge"]

  init(whole: Duration, _ laps: [(name: String, duration: Duration)]) {
    var seconds: [String: Double] = [:]
    for lap in laps { seconds[lap.name, default: 0] += lap.duration / .seconds(1) }
    let known = seconds.values.reduce(0, +)
    seconds["judge"] = max(0, whole / .seconds(1) - known)
    // Looking up the compiled library OS is part of finding out what to build.
    seconds["configure", default: 0] += seconds.removeValue(forKey: "library") ?? 0
    self.seconds = seconds
  }

  static func rows(_ all: [StepTimes], _ label: String) -> [Row] {
    names.compactMap { name in
      Samples(all.map { $0.seconds[name] ?? 0 }).map {
        Row("  \(name), \(label)", .seconds, $0)
      }
    }
  }
}
