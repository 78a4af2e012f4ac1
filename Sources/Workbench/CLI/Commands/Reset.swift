import ArgumentParser
import Curriculum

struct Reset: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Begin a lesson anew; your work is kept as a backup.",
    discussion: "Example:\n  ./mirador reset 1")

  @Argument(help: "The lesson: 1, 01, or a name.", completion: .lesson)
  var lesson: String
  @OptionGroup var place: WorkspaceOption

  func run() throws {
    let context = try Context(directory: place.directory)
    let lesson = try context.catalogue().lesson(lesson)
    let backup = try context.workspace.reset(lesson)
    let work = context.short(context.workspace.work(on: lesson))
    if let backup { Output.line("Your old work is in \(context.short(backup)).") }
    Output.line("A fresh starter is in \(work).")
    Output.line("Next:  ./mirador learn \(lesson.number)")
  }
}
