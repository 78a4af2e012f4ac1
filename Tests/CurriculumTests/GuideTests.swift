import Foundation
import Testing

@testable import Curriculum

@Suite("The plain mode")
struct GuideTests {
  static let catalogue = try? Catalogue(loading: repositoryLessons)

  @Test("Every step of every lesson fits a screen of 80×24 with a row for the prompt")
  func fits() throws {
    let catalogue = try #require(GuideTests.catalogue)
    for lesson in catalogue.lessons {
      let guide = Guide(catalogue, lesson, file: "workspace/\(lesson.id)/unikernel.swift")
      for step in lesson.steps.indices {
        let screen = guide.screen(step: step, hasPassed: true)
        #expect(screen.count <= 23, "\(lesson.id), step \(step + 1)")
        #expect(screen.allSatisfy { $0.count <= 80 }, "\(lesson.id), step \(step + 1)")
      }
    }
  }

  @Test("A screen says where the learner is, what to edit and what to run")
  func says() throws {
    let catalogue = try #require(GuideTests.catalogue)
    let guide = Guide(catalogue, catalogue.lessons[0], file: "a/b.swift")
    let screen = guide.screen(step: 1, hasPassed: false)
    let place = "lesson 1 of 24: Nothing at all · step 2 of 7"
    #expect(screen[0].hasPrefix("Mirador · " + place))
    #expect(screen.contains("Watch it first"))
    #expect(screen.suffix(2).first == "Edit:  a/b.swift")
    #expect(screen.last == "Next:  ./mirador next    (or ./mirador check 1)")
    #expect(guide.screen(step: 6, hasPassed: false).last == "Next:  ./mirador check 1")
    #expect(guide.screen(step: 6, hasPassed: true).last?.contains("./mirador check 2") == true)
  }

  @Test("A step that does not exist shows the nearest one", arguments: [(-1, 0), (99, 6)])
  func clamped(_ asked: Int, _ shown: Int) throws {
    let catalogue = try #require(GuideTests.catalogue)
    let guide = Guide(catalogue, catalogue.lessons[0], file: "")
    #expect(guide.clamp(asked) == shown)
    #expect(
      guide.screen(step: asked, hasPassed: false) == guide.screen(step: shown, hasPassed: false))
  }
}

@Suite("The project's root")
struct ProjectRootTests {
  @Test("It is found by name, above the executable and above the current directory")
  func found() throws {
    let place = try Place()
    try place.write("", to: "checkout/Package.swift")
    try place.write("", to: "checkout/Lessons/x")
    try place.write("", to: "checkout/.build/debug/mirador")
    let root = place.url.appending(path: "checkout")
    let tool = root.appending(path: ".build/debug/mirador")
    let elsewhere = URL(filePath: "/")
    let ways = try [
      ProjectRoot.find(
        environment: ["MIRADOR_ROOT": root.path], executable: nil, current: elsewhere),
      ProjectRoot.find(environment: [:], executable: tool, current: elsewhere),
      ProjectRoot.find(
        environment: [:], executable: nil, current: root.appending(path: "Lessons")),
    ]
    for way in ways { #expect(way.standardizedFileURL.path == root.standardizedFileURL.path) }
  }

  @Test("Where there is none, the message says what to do")
  func none() throws {
    let place = try Place()
    let fault = try #require(throws: EnvironmentFault.self) {
      try ProjectRoot.find(environment: [:], executable: nil, current: place.url)
    }
    #expect(fault.message.hasSuffix("./mirador there."))
    #expect(throws: EnvironmentFault.self) {
      try ProjectRoot.find(
        environment: ["MIRADOR_ROOT": place.url.path], executable: nil, current: place.url)
    }
  }
}
