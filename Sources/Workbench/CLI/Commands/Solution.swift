import ArgumentParser
import Checks
import Curriculum
import Foundation

struct Solution: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a reference solution: after a pass, or on request.",
    discussion: """
      Before you have passed the lesson, --spoil is needed, and that you looked is noted.

      Examples:
        ./mirador solution 1
        ./mirador solution 1 --spoil
      """)

  @Argument(help: "The lesson: 1, 01, or a name.", completion: .lesson)
  var lesson: String
  @Flag(help: "Show it although the lesson is not passed.")
  var spoil = false
  @OptionGroup var place: WorkspaceOption

  func run() throws {
    let context = try Context(directory: place.directory)
    let lesson = try context.catalogue().lesson(lesson)
    var progress = try context.progress()
    if !progress.hasPassed(lesson) {
      guard spoil else {
        throw Failure(
          .failed,
          "You have not passed lesson \(lesson.number) yet. A hint helps more: ./mirador hint "
            + "\(lesson.number). To look all the same: ./mirador solution \(lesson.number) --spoil")
      }
      progress[lesson].sawSolution = true
      try context.workspace.save(progress)
    }
    do {
      Output.line(try String(contentsOf: lesson.solution, encoding: .utf8))
    } catch {
      throw Failure(.internalError, "\(lesson.id)/solution.patch cannot be read: \(error)")
    }
    Output.line("Next:  ./mirador check \(lesson.number)")
  }
}
