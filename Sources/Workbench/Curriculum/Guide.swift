// The workbench's plain mode: one screen of 80×24, append-only, no control codes.

import Foundation

/// Shows where a learner is.
public struct Guide: Sendable {
  private let catalogue: Catalogue
  private let lesson: Lesson
  /// The file to edit, as the learner would write its path.
  private let file: String

  public init(_ catalogue: Catalogue, _ lesson: Lesson, file: String) {
    self.catalogue = catalogue
    self.lesson = lesson
    self.file = file
  }

  /// A step that exists, whatever the progress file says.
  public func clamp(_ step: Int) -> Int { min(max(0, step), lesson.steps.count - 1) }

  /// The screen of a step: at most 23 rows, which leaves one for a prompt.
  public func screen(step number: Int, hasPassed: Bool) -> [String] {
    let number = clamp(number)
    let step = lesson.steps[number]
    let place = "step \(number + 1) of \(lesson.steps.count)"
    let state = hasPassed ? " · passed" : ""
    let count = catalogue.courseLength
    var lines = [
      "Mirador · lesson \(lesson.number) of \(count): \(lesson.title) · \(place)\(state)", "",
      step.title, "",
    ]
    lines += step.lines
    lines += ["", "Edit:  \(file)", "Next:  \(next(after: number, hasPassed: hasPassed))"]
    return lines
  }

  private func next(after step: Int, hasPassed: Bool) -> String {
    guard step == lesson.steps.count - 1 else {
      return "./mirador next    (or ./mirador check \(lesson.number))"
    }
    guard hasPassed else { return "./mirador check \(lesson.number)" }
    guard let following = catalogue.lesson(after: lesson) else {
      return "./mirador list    (that was the last lesson)"
    }
    return "./mirador check \(following.number)    (begins lesson \(following.number)"
      + catalogue.gapNote(before: following) + ")"
  }
}
