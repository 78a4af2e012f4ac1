import Foundation
import Tables

/// All lessons of a directory, in order.
public struct Catalogue: Sendable {
  public let lessons: [Lesson]

  /// Reads every NN-name directory of `directory`. Lesson numbers are unique; a lesson's needs name
  /// lessons before it.
  public init(loading directory: URL) throws(LessonFault) {
    var lessons: [Lesson] = []
    for folder in try Catalogue.folders(of: directory) {
      lessons.append(try Lesson(loading: directory.appending(path: folder)))
    }
    try self.init(lessons)
  }

  init(_ lessons: [Lesson]) throws(LessonFault) {
    var seen: [Int: String] = [:]
    for lesson in lessons {
      if let other = seen.updateValue(lesson.id, forKey: lesson.number) {
        throw LessonFault(file: lesson.id, "has the number of \(other)")
      }
      let before = lessons.filter { $0.number < lesson.number }.map(\.id)
      for need in lesson.manifest.needs where !before.contains(need) {
        throw LessonFault(
          file: "\(lesson.id)/lesson.toml", key: "needs", "no lesson \"\(need)\" comes before")
      }
    }
    self.lessons = lessons.sorted { $0.number < $1.number }
  }

  /// The directories of lessons; files and hidden names are passed over.
  public static func folders(of directory: URL) throws(LessonFault) -> [String] {
    let name = directory.lastPathComponent
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory.path) else {
      throw LessonFault(file: name, "missing; run mirador inside its own repository")
    }
    let folders = names.filter { name in
      var isDirectory: ObjCBool = false
      let path = directory.appending(path: name).path
      return !name.hasPrefix(".")
        && FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        && isDirectory.boolValue
    }
    guard !folders.isEmpty else { throw LessonFault(file: name, "holds no lesson") }
    return folders.sorted()
  }

  /// The lesson that `word` names: `1`, `01`, `nothing-at-all`, `01-nothing-at-all`, or the beginning
  /// of a name when it is the beginning of one only.
  public func lesson(_ word: String) throws(UnknownLesson) -> Lesson {
    if let number = Int(word), let lesson = lessons.first(where: { $0.number == number }) {
      return lesson
    }
    let key = word.lowercased()
    if let exact = lessons.first(where: { $0.id == key || $0.slug == key }) { return exact }
    let begun = lessons.filter { $0.slug.hasPrefix(key) || $0.id.hasPrefix(key) }
    if begun.count == 1, !key.isEmpty { return begun[0] }
    if let number = Int(word), gaps.contains(where: { $0.contains(number) }) {
      throw UnknownLesson(word: word, candidates: [], isAmbiguous: false, isPlanned: true)
    }
    if begun.count > 1, !key.isEmpty {
      throw UnknownLesson(word: word, candidates: begun.map(\.id), isAmbiguous: true)
    }
    throw UnknownLesson(word: word, candidates: nearest(word), isAmbiguous: false)
  }

  /// The lesson after `lesson`, if any.
  public func lesson(after lesson: Lesson) -> Lesson? {
    lessons.first { $0.number > lesson.number }
  }

  private func nearest(_ word: String) -> [String] {
    let slugs = lessons.map(\.slug)
    let ids = lessons.map(\.id)
    // Nearly anything is near a word of a letter or two.
    let words = lessons.flatMap { $0.slug.split(separator: "-").map(String.init) }
      .filter { $0.count > 2 }
    guard let match = Nearest.match(word, among: slugs + ids + words) else { return [] }
    return lessons.filter { $0.id == match || $0.slug.contains(match) }.prefix(1).map(\.id)
  }
}

/// A word that names no lesson, or more than one.
public struct UnknownLesson: Error, Equatable, Sendable, CustomStringConvertible {
  public let word: String
  /// The lessons that may have been meant.
  public let candidates: [String]
  public let isAmbiguous: Bool
  /// Whether it is the number of a lesson that is still to be written.
  public var isPlanned = false

  public init(
    word: String, candidates: [String], isAmbiguous: Bool, isPlanned: Bool = false
  ) {
    self.word = word
    self.candidates = candidates
    self.isAmbiguous = isAmbiguous
    self.isPlanned = isPlanned
  }

  public var description: String {
    if isPlanned { return "Lesson \(word) is not there yet. See those that are: ./mirador list" }
    if isAmbiguous {
      return "\"\(word)\" may be \(candidates.joined(separator: " or ")). Write more of the name."
    }
    let guess = candidates.first.map { " Did you mean \($0)?" } ?? ""
    return "There is no lesson \"\(word)\".\(guess) See them with: ./mirador list"
  }
}
