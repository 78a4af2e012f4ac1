// What it costs a busy unikernel that somebody looks into it: Tests/Benchmarks/Inspected does the same work with
// nobody attached, and with a console that asks for all tasks once a second, in turns. And what the inspector
// weighs.

import Build
import Checks
import Configure
import Foundation
import Inspect
import Machines

struct InspectorBenchmark {
  /// Of the work's time: 1 % more.
  static let aim = Row.Aim.ratioAtMost(1.01)
  private static let jobs = ["short", "long"]

  private let workshop: Workshop

  init(_ workshop: Workshop) { self.workshop = workshop }

  func run(_ rounds: Int) async throws -> Outcome {
    var outcome = Outcome(.inspector)
    let image = try await workshop.image("Inspected", .unix)
    var alone: [String: [Double]] = [:]
    var asked: [String: [Double]] = [:]
    for _ in 0..<max(rounds, 1) {
      for job in Self.jobs {
        try Task.checkCancellation()
        alone[job, default: []].append(
          try Self.milliseconds(await workshop.machine.boot(boot(image, job))))
        asked[job, default: []].append(try Self.milliseconds(await interview(image, job)))
      }
    }
    for job in Self.jobs {
      guard let without = Samples(alone[job] ?? []), let with = Samples(asked[job] ?? []) else {
        continue
      }
      let base = Row("\(job) jobs, nobody looks", .milliseconds, without)
      outcome.rows += [
        base,
        Row(
          "\(job) jobs, tasks asked once a second", .milliseconds, with, beside: base.asPeer,
          aim: Self.aim),
      ]
    }
    outcome.rows += try await weights()
    return outcome
  }

  private func boot(_ image: Image, _ job: String) -> Boot {
    Boot(
      image.executable, target: image.target, symbols: image.symbols, arguments: [job],
      budget: Limits.inspected)
  }

  /// Asks whenever the unikernel says that a second has passed, until it has ended.
  private func interview(_ image: Image, _ job: String) async throws -> Transcript {
    let code = InspectedBoot.Code(
      symbols: image.symbols, symbolizer: Symbolizer(base: workshop.root))
    var steps: [InterviewStep] = [.ask("clock")]
    for _ in 0..<Limits.inspectedQueries { steps += [.lines { $0 == "tick" }, .ask("tasks")] }
    let interview = try await InspectedBoot.interview(steps, code) {
      port, onOutput async throws(MachineFailure) in
      var boot = boot(image, job)
      boot.ports = [port]
      return try await workshop.machine.boot(boot, onOutput: onOutput)
    }
    guard let ending = interview.ending else {
      throw Messages.bootFailed(image.unikernel.name, "did not end")
    }
    for case .silent(let why) in interview.answers.dropLast() {
      throw Messages.bootFailed(image.unikernel.name, "did not answer: \(why)")
    }
    guard interview.answers.count > 1 else {
      throw Messages.bootFailed(image.unikernel.name, "ended before it was asked")
    }
    return ending
  }

  /// What the unikernel says that its work took.
  static func milliseconds(_ transcript: Transcript) throws -> Double {
    let words = transcript.lines.last?.text.split(separator: " ") ?? []
    guard words.count == 2, words[0] == "took", let took = Double(words[1]) else {
      throw Messages.bootFailed("inspected-benchmark", "ended with \(transcript.ending)")
    }
    return took / 1e6
  }

  /// hello with an inspector beside hello.
  private func weights() async throws -> [Row] {
    var rows: [Row] = []
    for target in Target.allCases {
      let plain = try await workshop.image("Hello", target)
      let inspected = try await workshop.image("HelloInspected", target)
      guard let without = Samples([Double(plain.loadedSize) / 1024]),
        let with = Samples([Double(inspected.loadedSize) / 1024])
      else { continue }
      let base = Row("hello, \(target.rawValue), loaded", .kibibytes, without)
      rows += [
        base,
        Row(
          "hello with an inspector, \(target.rawValue), loaded", .kibibytes, with,
          beside: base.asPeer),
      ]
    }
    return rows
  }
}
