import ArgumentParser
import Curriculum
import Foundation

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the lessons and how far you are.",
    discussion: "Example:\n  ./mirador list")
  @OptionGroup var place: WorkspaceOption

  func run() throws {
    let context = try Context(directory: place.directory)
    let catalogue = try context.catalogue()
    let progress = try context.progress()
    let here = progress.lesson(of: catalogue)
    var gaps = catalogue.gaps[...]
    for lesson in catalogue.lessons {
      while let gap = gaps.first, gap.upperBound < lesson.number {
        Output.line(List.line(of: gap))
        gaps.removeFirst()
      }
      let isHere = lesson.id == here?.id
      let state = progress.hasPassed(lesson) ? "passed" : isHere ? "here" : ""
      let name = lesson.title.padding(toLength: 24, withPad: " ", startingAt: 0)
      let number = lesson.number < 10 ? " \(lesson.number)" : "\(lesson.number)"
      let minutes = lesson.manifest.minutes
      let end = state.isEmpty ? "" : "  " + state
      Output.line("\(isHere ? ">" : " ") \(number)  \(name)  \(minutes) min\(end)")
    }
    for gap in gaps { Output.line(List.line(of: gap)) }
    if let here { Output.line("\nNext:  ./mirador learn \(here.number)") }
  }

  /// Lessons that are not there yet, in one line.
  private static func line(of gap: ClosedRange<Int>) -> String {
    let number = gap.lowerBound < 10 ? " \(gap.lowerBound)" : "\(gap.lowerBound)"
    let end = gap.count == 1 ? "" : " \(gap.count == 2 ? "and" : "to") \(gap.upperBound)"
    return "  \(number)\(end)  not there yet"
  }
}
