import ArgumentParser
import Curriculum

struct Hint: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the next hint of a lesson, or hint N.",
    discussion: "Examples:\n  ./mirador hint 1\n  ./mirador hint 1 3")

  @Argument(help: "The lesson: 1, 01, or a name. Default: where you are.", completion: .lesson)
  var lesson: String?
  @Argument(help: "Which hint, 1 to 3.")
  var number: Int?
  @OptionGroup var place: WorkspaceOption

  func run() throws {
    let context = try Context(directory: place.directory)
    let page = try HintPage(context, context.lesson(lesson, in: context.catalogue()))
    if let number {
      Output.lines(try page.rung(number))
    } else {
      Output.lines(try page.next())
    }
  }
}
