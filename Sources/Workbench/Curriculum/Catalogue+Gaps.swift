// The course has numbers for lessons that are not written yet. Whoever counts, goes on to the next lesson, or
// asks for one of those, is told so.

extension Catalogue {
  /// How many lessons the course has when all of them are there.
  public var courseLength: Int { max(Limits.courseLessons, lessons.last?.number ?? 0) }

  /// The numbers of lessons that are not there yet, in runs.
  public var gaps: [ClosedRange<Int>] {
    var gaps: [ClosedRange<Int>] = []
    var next = 1
    for number in lessons.map(\.number) + [courseLength + 1] {
      if number > next { gaps.append(next...number - 1) }
      next = number + 1
    }
    return gaps
  }

  /// What is missing between a lesson and the one before it, as the end of a hint: empty, or
  /// `; 8 to 21 are not there yet`.
  public func gapNote(before lesson: Lesson) -> String {
    guard let gap = gaps.first(where: { $0.upperBound == lesson.number - 1 }) else { return "" }
    return "; " + Messages.notThereYet(gap)
  }
}
