import Foundation
import Testing

@testable import Curriculum

@Suite("Patches of lessons")
struct PatchTests {
  static let real: [(Lesson, URL)] = {
    guard let lessons = try? Catalogue(loading: repositoryLessons).lessons else { return [] }
    return lessons.flatMap { lesson in
      ([lesson.solution] + lesson.mutants.map(\.patch)).map { (lesson, $0) }
    }
  }()

  @Test("There are patches to test") func some() { #expect(PatchTests.real.count > 10) }

  @Test("Every patch applies to its starter and changes it", arguments: real.indices)
  func applies(_ index: Int) throws {
    let (lesson, patch) = PatchTests.real[index]
    let place = try Place()
    let directory = place.url.appending(path: "copy")
    try lesson.copyStarter(to: directory)
    try lesson.apply(patch, to: directory)
    let changed = try lesson.starterFiles.contains { name in
      let before = try String(contentsOf: lesson.starter.appending(path: name), encoding: .utf8)
      return try place.text("copy/\(name)") != before
    }
    #expect(changed, "\(patch.lastPathComponent)")
  }

  @Test("A patch that does not fit says so in git's words and changes nothing")
  func misfit() throws {
    let place = try Place()
    let lesson = try Sample.lesson(in: place)
    let directory = place.url.appending(path: "copy")
    try lesson.copyStarter(to: directory)
    try place.write("// other\n", to: "copy/unikernel.swift")
    let fault = try #require(throws: PatchFault.self) {
      try lesson.apply(lesson.solution, to: directory)
    }
    guard case .doesNotApply(let words) = fault else {
      Issue.record("\(fault)")
      return
    }
    #expect(words.contains("solution.patch does not apply"))
    #expect(words.contains("unikernel.swift"))
    #expect(try place.text("copy/unikernel.swift") == "// other\n")
  }

  @Test("Patches apply inside of a repository as well, and leave it alone")
  func insideRepository() throws {
    let place = try Place()
    _ = try External.run("git", ["init", "-q"], in: place.url)
    let lesson = try Sample.lesson(in: place)
    let directory = place.url.appending(path: "deep/copy")
    try FileManager.default.createDirectory(
      at: directory.deletingLastPathComponent(), withIntermediateDirectories: true)
    try lesson.copyStarter(to: directory)
    try lesson.apply(lesson.solution, to: directory)
    #expect(try place.text("deep/copy/unikernel.swift") == "// new\n")
  }

  @Test("The starter is never copied over something")
  func occupied() throws {
    let place = try Place()
    let lesson = try Sample.lesson(in: place)
    try place.write("mine", to: "copy/unikernel.swift")
    #expect(throws: EnvironmentFault.self) {
      try lesson.copyStarter(to: place.url.appending(path: "copy"))
    }
    #expect(try place.text("copy/unikernel.swift") == "mine")
  }

  @Test("The digest is what coreutils computes, and every byte counts")
  func digest() throws {
    let place = try Place()
    let lesson = try Sample.lesson(in: place)
    let script =
      "find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum"
    let expected = try External.run("sh", ["-c", script], in: lesson.directory)
    let digest = try lesson.digest()
    #expect(digest.count == 64)
    #expect(expected.output.hasPrefix(digest))
    try place.write("// old \n", to: "\(Sample.id)/starter/unikernel.swift")
    #expect(try lesson.digest() != digest)
  }
}
