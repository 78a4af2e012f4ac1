import Checks
import Curriculum

/// The hints of a lesson, a rung at a time.
struct HintPage {
  private let context: Context
  private let lesson: Lesson

  init(_ context: Context, _ lesson: Lesson) {
    self.context = context
    self.lesson = lesson
  }

  /// The first rung that was not shown yet; the last one again when all were.
  func next() throws -> [String] {
    try rung(min(context.progress()[lesson].hints + 1, lesson.hints.count))
  }

  /// A rung from 1; it is remembered as shown.
  func rung(_ number: Int) throws -> [String] {
    guard (1...lesson.hints.count).contains(number) else {
      throw Failure(.usage, "There are \(lesson.hints.count) hints. Try: ./mirador hint 1")
    }
    var progress = try context.progress()
    progress[lesson].hints = max(progress[lesson].hints, number)
    try context.workspace.save(progress)
    let more =
      number < lesson.hints.count
      ? "Next:  ./mirador check \(lesson.number)    (more: ./mirador hint \(lesson.number))"
      : "Next:  ./mirador check \(lesson.number)    (that was the last hint)"
    let heading = "Hint \(number) of \(lesson.hints.count) · \(lesson.title)"
    return [heading, "", lesson.hints[number - 1], "", more]
  }
}
