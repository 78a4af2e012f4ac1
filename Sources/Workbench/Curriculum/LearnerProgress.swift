import Configure
import Foundation

/// Where a learner is: what .progress.json holds.
public struct LearnerProgress: Codable, Equatable, Sendable {
  /// The file's format.
  public var format = 1
  /// The id of the lesson that the learner is at.
  public var current: String?
  /// By lesson id.
  public var lessons: [String: Entry] = [:]

  public init() {}

  /// What is known of one lesson.
  public struct Entry: Codable, Equatable, Sendable {
    /// The step that was read last, from 0.
    public var step = 0
    public var attempts = 0
    /// Rungs of the hints that were shown.
    public var hints = 0
    /// Whether the solution was shown before the lesson was passed.
    public var sawSolution = false
    /// When each target was passed first.
    public var passed: [String: Date] = [:]

    public init() {}
  }
}

extension LearnerProgress {
  /// The entry of a lesson; an empty one when there is none.
  public subscript(_ lesson: Lesson) -> Entry {
    get { lessons[lesson.id] ?? Entry() }
    set { lessons[lesson.id] = newValue }
  }

  /// Whether every target of the lesson was passed.
  public func hasPassed(_ lesson: Lesson) -> Bool {
    lesson.manifest.targets.allSatisfy { self[lesson].passed[$0.rawValue] != nil }
  }

  /// Notes an attempt, and a pass the first time.
  public mutating func record(
    _ lesson: Lesson, on target: Target, passed: Bool, at time: Date = Date()
  ) {
    current = lesson.id
    self[lesson].attempts += 1
    if passed, self[lesson].passed[target.rawValue] == nil {
      self[lesson].passed[target.rawValue] = time
    }
  }

  /// The lesson to go on with: the current one until it is passed, then the first that is not.
  public func lesson(of catalogue: Catalogue) -> Lesson? {
    if let current, let lesson = catalogue.lessons.first(where: { $0.id == current }),
      !hasPassed(lesson)
    {
      return lesson
    }
    return catalogue.lessons.first { !hasPassed($0) } ?? catalogue.lessons.last
  }
}
