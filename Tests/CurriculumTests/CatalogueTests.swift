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
    #expect(unknown.candidates.count == catalogue.lessons.count)
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
