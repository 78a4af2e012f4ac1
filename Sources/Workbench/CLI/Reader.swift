import Checks
import Curriculum
import Foundation

/// Reads a lesson with the learner: shows steps and remembers the place.
struct Reader {
  private let context: Context
  private let lesson: Lesson
  private let guide: Guide

  /// Begins or resumes a lesson; the starter is copied on first use.
  init(_ context: Context, lesson word: String?) throws {
    self.context = context
    let catalogue = try context.catalogue()
    lesson = try context.lesson(word, in: catalogue)
    let (work, isNew) = try context.workspace.open(lesson)
    if isNew {
      Output.error("The starter of lesson \(lesson.number) is in \(context.short(work)).")
    }
    let file = context.short(work.appending(path: "unikernel.swift"))
    guide = Guide(catalogue, lesson, file: file)
    var progress = try context.progress()
    progress.current = lesson.id
    try context.workspace.save(progress)
  }

  func show() throws {
    let progress = try context.progress()
    Output.lines(
      guide.screen(step: progress[lesson].step, hasPassed: progress.hasPassed(lesson)))
  }

  func go(to step: Int) throws {
    var progress = try context.progress()
    progress[lesson].step = guide.clamp(step)
    try context.workspace.save(progress)
  }

  func move(by steps: Int) throws {
    try go(to: guide.clamp(context.progress()[lesson].step) + steps)
  }

  /// Reads key words until the learner leaves.
  func converse() async throws {
    while !Task.isCancelled {
      Output.prompt("Enter next · b back · c check · h hint · q quit: ")
      guard let answer = readLine() else { return Output.line() }
      switch answer.trimmingCharacters(in: .whitespaces).lowercased() {
      case "": try move(by: 1)
      case "b": try move(by: -1)
      case "c":
        try? await Judge(context).check([lesson], .all, format: .text)
        continue
      case "h":
        try Output.lines(HintPage(context, lesson).next())
        continue
      case "q": return
      default:
        Output.line("Press Enter, or one of b, c, h, q and then Enter.")
        continue
      }
      try show()
    }
  }
}
