// Proves that a lesson can be trusted: its starter fails, its solution passes, every wrong solution
// fails for the reason that its patch names, on every target. The lesson's texts and tables were proved
// when it was loaded.
//
// A variant that does not build, that ends in an error of the machine or of Mirador, or that passes by
// luck proves nothing and is a fault.

import Configure
import Curriculum
import Foundation
import Machines
import Tables

/// Checks lessons by their own checks.
public struct LessonLint: Sendable {
  private let bench: any Bench
  /// Variants at once: timing is judged, so no more than the smallest supported host has processors.
  private let width = 2

  public init(bench: any Bench) { self.bench = bench }

  /// A version of the lesson's sources and what must come of it.
  struct Variant: Sendable {
    let name: String
    let patch: URL?
    let mustPass: Bool
    let caughtBy: [String]
  }

  /// What was found of one variant on one target.
  public struct Finding: Sendable, Equatable {
    public let lesson: String
    public let target: Target
    public let variant: String
    /// Nil: as it must be.
    public let problem: String?
    public let milliseconds: Int
  }

  /// All findings of one lesson, in the order of variants.
  /// - Parameter progress: called with each finding as it is made.
  public func lint(
    _ lesson: Lesson, targets: [Target]? = nil, progress: @escaping @Sendable (Finding) -> Void
  ) async throws(LessonFault) -> [Finding] {
    let checker = try Checker(lesson, digest: "", bench: bench)
    let targets = targets ?? lesson.manifest.targets
    let variants = LessonLint.variants(lesson)
    return await withTaskGroup(of: (Int, [Finding]).self) { group in
      var findings: [(Int, [Finding])] = []
      var next = 0
      func start() {
        guard next < variants.count else { return }
        let (index, variant) = (next, variants[next])
        next += 1
        group.addTask { (index, await self.findings(variant, on: targets, checker, progress)) }
      }
      for _ in 0..<width { start() }
      while let done = await group.next() {
        findings.append(done)
        if !Task.isCancelled { start() }
      }
      return findings.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }

  static func variants(_ lesson: Lesson) -> [Variant] {
    let fixed = [
      Variant(name: "starter", patch: nil, mustPass: false, caughtBy: []),
      Variant(name: "solution", patch: lesson.solution, mustPass: true, caughtBy: []),
    ]
    return fixed
      + lesson.mutants.map {
        Variant(name: $0.name, patch: $0.patch, mustPass: false, caughtBy: $0.caughtBy)
      }
  }

  /// What is found of a variant on each target. The targets share a directory: sources are compiled once.
  private func findings(
    _ variant: Variant, on targets: [Target], _ checker: Checker,
    _ progress: @Sendable (Finding) -> Void
  ) async -> [Finding] {
    var scratch: Scratch?
    defer { scratch?.remove() }
    var obstacle: String?
    do throws(Obstacle) {
      scratch = try LessonLint.layOut(variant, checker.lesson)
    } catch {
      obstacle = error.words
    }
    var findings: [Finding] = []
    for target in targets where !Task.isCancelled {
      let start = ContinuousClock.now
      var problem = obstacle
      if let directory = scratch?.unikernel {
        problem = LessonLint.problem(variant, await checker.verdict(of: directory, on: target))
      }
      let finding = Finding(
        lesson: checker.lesson.id, target: target, variant: variant.name, problem: problem,
        milliseconds: (ContinuousClock.now - start).milliseconds)
      progress(finding)
      findings.append(finding)
    }
    return findings
  }

  /// Why a variant cannot be judged at all.
  private struct Obstacle: Error {
    let words: String
  }

  /// The variant's sources in a directory of their own.
  private static func layOut(_ variant: Variant, _ lesson: Lesson) throws(Obstacle) -> Scratch {
    do {
      let scratch = try Scratch()
      do {
        try lesson.copyStarter(to: scratch.unikernel)
        if let patch = variant.patch { try lesson.apply(patch, to: scratch.unikernel) }
        if variant.mustPass, let words = tooLong(scratch.unikernel) { throw Obstacle(words: words) }
        return scratch
      } catch {
        scratch.remove()
        throw error
      }
    } catch let obstacle as Obstacle {
      throw obstacle
    } catch PatchFault.doesNotApply(let words) {
      throw Obstacle(words: words)
    } catch {
      throw Obstacle(words: "\(error)")
    }
  }

  /// What is wrong with a verdict on a variant; nil when it is as it must be.
  static func problem(_ variant: Variant, _ verdict: Verdict) -> String? {
    let failing = verdict.checks.filter { $0.status == .fail || $0.status == .timeout }
    let story = failing.map { "\($0.id): expected \($0.expected), got \($0.got)" }
    let errors = verdict.checks.filter { $0.status == .error }
    guard errors.isEmpty else {
      return "no verdict: " + errors.map { "\($0.id): \($0.got)" }.joined(separator: "; ")
    }
    if variant.mustPass {
      return verdict.isPass ? nil : "must pass, but " + story.joined(separator: "; ")
    }
    guard !verdict.isPass else { return "must fail, but passes" }
    guard verdict.exitStatus != ToolStatus.buildFailed.rawValue else {
      let evidence = failing.flatMap(\.evidence).map(\.text).joined(separator: "\n")
      return "does not build, so it proves nothing:\n\(evidence)"
    }
    guard verdict.exitStatus != ToolStatus.bootFailed.rawValue else {
      return "does not boot, so it proves nothing: " + story.joined(separator: "; ")
    }
    let caught = failing.contains { variant.caughtBy.contains($0.id) }
    guard caught || variant.caughtBy.isEmpty else {
      let ids = variant.caughtBy.joined(separator: " or ")
      return "must be caught by \(ids), but was caught by " + story.joined(separator: "; ")
    }
    return nil
  }

  private static func tooLong(_ directory: URL) -> String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    let lines = names.filter { $0.hasSuffix(".swift") }.map { name in
      let text = try? String(contentsOf: directory.appending(path: name), encoding: .utf8)
      return text?.split(separator: "\n", omittingEmptySubsequences: false).dropLast().count ?? 0
    }.reduce(0, +)
    guard lines >= Limits.solutionLines else { return nil }
    return "the solution has \(lines) lines; fewer than \(Limits.solutionLines) are allowed"
  }
}

extension Scratch {
  fileprivate var unikernel: URL { directory.appending(path: "unikernel") }
}
