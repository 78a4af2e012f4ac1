import Arguments
import Foundation
import Tables
import Testing

@testable import Curriculum

@Suite("Finding lessons")
struct CatalogueTests {
  let catalogue: Catalogue

  init() throws { catalogue = try Catalogue(loading: repositoryLessons) }

  @Test(
    "A lesson is found by number, by name and by the beginning of a name",
    arguments: [
      ("1", 1), ("01", 1), ("nothing", 1), ("nothing-at-all", 1), ("01-nothing-at-all", 1),
      ("Nothing", 1), ("2", 2), ("hello", 2), ("02-h", 2),
    ])
  func found(_ word: String, _ number: Int) throws {
    #expect(try catalogue.lesson(word).number == number)
  }

  @Test(
    "A misspelt name suggests the nearest lesson",
    arguments: [
      ("nohting", "01-nothing-at-all"), ("hallo", "02-hello-four-times"),
      ("03-hello-four-times", "02-hello-four-times"), ("tmies", "02-hello-four-times"),
    ])
  func suggested(_ word: String, _ id: String) throws {
    let unknown = try #require(throws: UnknownLesson.self) { try catalogue.lesson(word) }
    #expect(unknown.candidates == [id])
    #expect(unknown.description.contains("Did you mean \(id)?"))
    #expect(unknown.description.hasSuffix("./mirador list"))
  }

  @Test("A name that is like no other suggests nothing", arguments: ["99", "", "zzzzzz", "-1"])
  func unknown(_ word: String) throws {
    let unknown = try #require(throws: UnknownLesson.self) { try catalogue.lesson(word) }
    #expect(unknown.candidates.isEmpty)
  }

  @Test("A beginning that two lessons share is ambiguous")
  func ambiguous() throws {
    let unknown = try #require(throws: UnknownLesson.self) { try catalogue.lesson("0") }
    #expect(unknown.isAmbiguous)
    #expect(unknown.candidates.count == catalogue.lessons.count { $0.number < 10 })
  }

  @Test("Two lessons with one number are refused")
  func sameNumber() throws {
    let place = try Place()
    let lesson = try Sample.lesson(in: place)
    let fault = try #require(throws: LessonFault.self) { try Catalogue([lesson, lesson]) }
    #expect(fault.problem.contains("has the number of"))
  }

  @Test("A lesson may need earlier lessons only")
  func needs() throws {
    let place = try Place()
    let text = try #require(Sample.files["lesson.toml"])
    let changed = text.replacing("needs = []", with: "needs = [\"04-later\"]")
    let directory = try Sample.write(to: place, replacing: ["lesson.toml": changed])
    let lesson = try Lesson(loading: directory)
    let fault = try #require(throws: LessonFault.self) { try Catalogue([lesson]) }
    #expect(fault.key == "needs")
  }

  @Test("A directory without lessons is refused")
  func none() throws {
    let place = try Place()
    #expect(throws: LessonFault.self) { try Catalogue(loading: place.url) }
    #expect(throws: LessonFault.self) { try Catalogue(loading: place.url.appending(path: "no")) }
  }
}

@Suite("Lessons that are not there yet")
struct GapTests {
  /// Lessons 2, 5, 6 and 22 of a course.
  static func catalogue(_ place: Place) throws -> Catalogue {
    let sample = try Sample.write(to: place)
    var lessons: [Lesson] = []
    for folder in ["02-two", "05-five", "06-six", "22-late"] {
      let copy = place.url.appending(path: folder)
      try FileManager.default.copyItem(at: sample, to: copy)
      lessons.append(try Lesson(loading: copy))
    }
    return try Catalogue(lessons)
  }

  @Test("What is missing is counted in runs, up to the end of the course")
  func runs() throws {
    let catalogue = try GapTests.catalogue(try Place())
    #expect(catalogue.gaps == [1...1, 3...4, 7...21, 23...24])
    #expect(catalogue.courseLength == 24)
    #expect(
      catalogue.lessons.map(catalogue.gapNote) == [
        "; 1 is not there yet", "; 3 and 4 are not there yet", "", "; 7 to 21 are not there yet",
      ])
    let whole = try Catalogue(loading: repositoryLessons)
    let numbers = whole.lessons.map(\.number) + whole.gaps.flatMap { Array($0) }
    #expect(numbers.sorted() == Array(1...24))
  }

  @Test("A number without a lesson is said to be planned", arguments: ["7", "13", "021", "24"])
  func planned(_ word: String) throws {
    let place = try Place()
    let catalogue = try GapTests.catalogue(place)
    let unknown = try #require(throws: UnknownLesson.self) { try catalogue.lesson(word) }
    #expect(unknown.isPlanned)
    #expect(unknown.description.hasPrefix("Lesson \(word) is not there yet."))
  }

  @Test("Whoever has passed a lesson is sent over the gap, and told so")
  func overTheGap() throws {
    let place = try Place()
    let catalogue = try GapTests.catalogue(place)
    let six = catalogue.lessons[2]
    let guide = Guide(catalogue, six, file: "a.swift")
    let screen = guide.screen(step: six.steps.count - 1, hasPassed: true)
    #expect(screen[0].hasPrefix("Mirador · lesson 6 of 24: "))
    #expect(
      screen.last
        == "Next:  ./mirador check 22    (begins lesson 22; 7 to 21 are not there yet)")
    var progress = LearnerProgress()
    for lesson in catalogue.lessons.prefix(3) {
      for target in lesson.manifest.targets { progress.record(lesson, on: target, passed: true) }
    }
    #expect(progress.lesson(of: catalogue)?.number == 22)
  }
}

@Suite("Misspelt words")
struct NearestTests {
  @Test(
    "The distance counts insertions, deletions, replacements and swaps",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1),
      ("abc", "ab", 1), ("chekc", "check", 1), ("kitten", "sitting", 3),
    ])
  func distance(_ left: String, _ right: String, _ expected: Int) {
    #expect(EditDistance.between(Array(left), Array(right)) == expected)
    #expect(EditDistance.between(Array(right), Array(left)) == expected)
  }

  @Test("Only slips of the fingers match")
  func match() {
    #expect(Nearest.match("chekc", among: ["list", "check"]) == "check")
    #expect(Nearest.match("CHECK", among: ["list", "check"]) == "check")
    #expect(Nearest.match("frobnicate", among: ["list", "check"]) == nil)
    #expect(Nearest.match("x", among: []) == nil)
  }
}
