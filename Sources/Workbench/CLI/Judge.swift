import ArgumentParser
import Checks
import Configure
import Curriculum
import Foundation
import Machines

/// Checks a learner's work, shows the verdicts, notes the progress.
struct Judge {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  private let context: Context
  private let accelerator: Accelerator?
  private let bench: LiveBench

  init(_ context: Context, accelerator: Accelerator? = nil) {
    self.context = context
    self.accelerator = accelerator
    bench = LiveBench(root: context.root)
  }

  /// Throws ExitCode when a verdict is no pass.
  func check(_ lessons: [Lesson], _ choice: TargetChoice, format: Format) async throws {
    var verdicts: [Verdict] = []
    for lesson in lessons {
      let targets = choice.targets(of: lesson.manifest.targets)
      guard !targets.isEmpty else {
        throw Failure(.usage, "\(lesson.title) has no target \(choice.rawValue). Try --target all")
      }
      for target in targets {
        verdicts.append(try await verdict(lesson, on: target, format: format))
        try Task.checkCancellation()
      }
    }
    if format == .json { Output.line(Verdict.json(verdicts)) }
    if format == .text { Output.line(try next(lessons, verdicts)) }
    let status = ToolStatus.worst(
      verdicts.map { ToolStatus(rawValue: $0.exitStatus) ?? .internalError })
    if status != .passed { throw ExitCode(Int32(status.rawValue)) }
  }

  private func verdict(
    _ lesson: Lesson, on target: Target, format: Format
  ) async throws -> Verdict {
    let directory = try open(lesson)
    let checker = try Checker(lesson, digest: lesson.digest(), bench: bench)
    let report = Report(Output.palette)
    let isText = format == .text
    if isText { Output.line(report.heading("\(lesson.number) \(lesson.title)", target.rawValue)) }
    let verdict = await checker.verdict(
      of: directory, on: target, accelerator: accelerator, learner: Judge.learner
    ) { check in
      if isText { Output.lines(report.lines(check)) }
    }
    try Task.checkCancellation()
    if isText { Output.lines([report.summary(verdict), ""]) }
    if context.work == nil {
      var progress = try context.progress()
      progress.record(lesson, on: target, passed: verdict.isPass)
      try context.workspace.save(progress)
    }
    return verdict
  }

  private func open(_ lesson: Lesson) throws -> URL {
    if let work = context.work { return work }
    let (directory, isNew) = try context.workspace.open(lesson)
    if isNew {
      Output.error("The starter of lesson \(lesson.number) is in \(context.short(directory)).")
    }
    return directory
  }

  /// What to do after these verdicts.
  private func next(_ lessons: [Lesson], _ verdicts: [Verdict]) throws -> String {
    let catalogue = try context.catalogue()
    let open = verdicts.first { !$0.isPass }
    guard let open, let lesson = lessons.first(where: { $0.id == open.lesson.id }) else {
      let last = lessons.last
      let following = try context.progress().lesson(of: catalogue)
      guard let following, following.id != last?.id else {
        return "Next:  ./mirador solution \(last?.number ?? 1)    (compare with yours)"
      }
      return "Next:  ./mirador learn \(following.number)    (\(following.title)"
        + catalogue.gapNote(before: following) + ")"
    }
    let work = context.work ?? context.workspace.work(on: lesson)
    let file = context.short(work.appending(path: "unikernel.swift"))
    let again = "./mirador check \(lesson.number)    (stuck: ./mirador hint \(lesson.number))"
    return "Edit:  \(file)\nNext:  \(again)"
  }

  /// Who is judged: MIRADOR_LEARNER, else the name of the account.
  private static var learner: String {
    ProcessInfo.processInfo.environment["MIRADOR_LEARNER"] ?? NSUserName()
  }
}
