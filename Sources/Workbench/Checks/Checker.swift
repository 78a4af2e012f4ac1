// Runs the checks of a lesson on one target and writes the verdict.
//
// A check whose needs did not all pass is skipped. A verdict is a pass only when every check passed;
// no check at all is an error. The learner's code runs only inside the boots that the bench makes.

import Configure
import Curriculum
import Foundation
import Machines
import Tables

/// Judges one lesson.
public struct Checker: Sendable {
  public let lesson: Lesson
  private let bench: any Bench
  private let plan: Plan
  private let digest: String
  private let starters = StarterSizes()

  /// - Throws: LessonFault when the checks cannot be parsed.
  public init(_ lesson: Lesson, digest: String, bench: any Bench) throws(LessonFault) {
    self.init(lesson, plan: try Plan(lesson), digest: digest, bench: bench)
  }

  init(_ lesson: Lesson, plan: Plan, digest: String, bench: any Bench) {
    self.lesson = lesson
    self.bench = bench
    self.digest = digest
    self.plan = plan
  }

  /// One run of all checks.
  /// - Parameters:
  ///   - directory: the sources that are judged.
  ///   - seed: of the nonces; fresh for every run that counts.
  ///   - progress: called with each check when its result is there.
  public func verdict(
    of directory: URL, on target: Target, accelerator: Accelerator? = nil, learner: String = "",
    seed: UInt64 = Nonce.freshSeed(), at time: Date = Date(),
    progress: @Sendable (Verdict.Check) -> Void = { _ in }
  ) async -> Verdict {
    var scene = Scene(
      bench: bench, directory: directory, target: target, lesson: lesson, starters: starters,
      seed: seed,
      accelerator: accelerator)
    let start = ContinuousClock.now
    var checks: [Verdict.Check] = []
    var codes: [ToolStatus] = []
    for step in plan.steps {
      let begin = ContinuousClock.now
      let judgement = await judge(step, after: checks, since: start, in: &scene)
      let check = Verdict.Check(step, judgement, took: ContinuousClock.now - begin)
      progress(check)
      checks.append(check)
      codes.append(judgement.code)
    }
    let status = Verdict.status(checks)
    let worst = ToolStatus.worst(codes)
    let exit = status != .pass && worst == .passed ? .internalError : worst
    return Verdict(
      tool: Tool.version,
      lesson: Verdict.LessonReference(
        id: lesson.id, version: lesson.manifest.version, sha256: digest),
      learner: learner, target: target.rawValue,
      accelerator: scene.boots.values.compactMap(\.transcript.accelerator).first?.rawValue,
      seed: Checker.hexadecimal(seed), start: time,
      duration: (ContinuousClock.now - start).milliseconds, status: status,
      exitStatus: exit.rawValue,
      score: checks.map(\.score).reduce(0, +), points: lesson.manifest.points, checks: checks)
  }

  private func judge(
    _ step: Plan.Step, after checks: [Verdict.Check], since start: ContinuousClock.Instant,
    in scene: inout Scene
  ) async -> Judgement {
    let failed = checks.filter { step.needs.contains($0.id) && $0.status != .pass }
    guard failed.isEmpty else {
      let names = failed.map { "\"\($0.name)\"" }.joined(separator: ", ")
      return .skipped("needs \(names) first")
    }
    let slowness = scene.boots.values.map(\.slowness).max() ?? 1
    let spent = ContinuousClock.now - start - scene.building
    let budget = lesson.manifest.budgets.check * slowness
    guard spent <= budget else {
      return .timeout(
        expected: "all checks within \(budget.readable)",
        got: "\(spent.readable) were spent before")
    }
    return await step.kind.judge(&scene)
  }

  static func hexadecimal(_ seed: UInt64) -> String {
    let digits = String(seed, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Verdict.Check {
  /// A hidden check tells its verdict only.
  init(_ step: Plan.Step, _ judgement: Judgement, took: Duration) {
    let definition = step.definition
    let isOpen = definition.visibility == .public || judgement.status == .error
    self.init(
      id: definition.id, name: definition.title, status: judgement.status,
      score: judgement.status == .pass ? definition.points : 0, points: definition.points,
      milliseconds: took.milliseconds,
      expected: isOpen ? judgement.expected : "", got: isOpen ? judgement.got : "",
      evidence: isOpen ? judgement.evidence : [], why: definition.why, hint: definition.hint)
  }
}
