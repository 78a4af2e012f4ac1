import Foundation
import Testing

@testable import Curriculum

@Suite("Progress")
struct ProgressTests {
  let place: Place
  let lesson: Lesson
  let workspace: Workspace
  let time = Date(timeIntervalSince1970: 1_700_000_000)

  init() throws {
    place = try Place()
    lesson = try Sample.lesson(in: place)
    workspace = Workspace(place.url.appending(path: "work"))
  }

  @Test("What was saved is what is loaded")
  func roundTrip() throws {
    var progress = LearnerProgress()
    progress.record(lesson, on: .unix, passed: true, at: time)
    progress[lesson].step = 4
    progress[lesson].hints = 2
    try workspace.save(progress)
    let loaded = try workspace.loadProgress()
    #expect(loaded.progress == progress)
    #expect(loaded.notice == nil)
    #expect(place.names("work") == [".progress.json"])
  }

  @Test("Without a file the progress is empty")
  func none() throws {
    let loaded = try workspace.loadProgress()
    #expect(loaded.progress == LearnerProgress())
    #expect(loaded.notice == nil)
  }

  @Test(
    "A file that cannot be understood is set aside whole, with a notice",
    arguments: ["", "{", "[]", "{\"format\": 2, \"lessons\": {}}", "\u{0}\u{0}"])
  func damaged(_ content: String) throws {
    try place.write(content, to: "work/.progress.json")
    let loaded = try workspace.loadProgress(at: time)
    #expect(loaded.progress == LearnerProgress())
    let kept = ".progress.json.damaged-20231114T221320Z"
    #expect(try #require(loaded.notice).contains(kept))
    #expect(try place.text("work/\(kept)") == content)
    #expect(place.names("work") == [kept])
  }

  @Test("Two damaged files of one second are both kept")
  func damagedTwice() throws {
    for content in ["one", "two"] {
      try place.write(content, to: "work/.progress.json")
      _ = try workspace.loadProgress(at: time)
    }
    let kept = try place.names("work").map { try place.text("work/\($0)") }
    #expect(kept == ["one", "two"])
  }

  @Test("A write that a crash cut short leaves the old file as it was")
  func cutShort() throws {
    var progress = LearnerProgress()
    progress.current = "before"
    try workspace.save(progress)
    // What a crash between the temporary file and the rename leaves behind.
    try place.write("{\"cur", to: "work/..progress.json.1.new")
    #expect(try workspace.loadProgress().progress.current == "before")
    progress.current = "after"
    try workspace.save(progress)
    #expect(try workspace.loadProgress().progress.current == "after")
  }

  @Test("A write that fails changes nothing and leaves no litter")
  func failing() throws {
    try place.write("kept", to: "work/.progress.json/inside")
    #expect(throws: EnvironmentFault.self) { try workspace.save(LearnerProgress()) }
    #expect(try place.text("work/.progress.json/inside") == "kept")
    #expect(place.names("work") == [".progress.json"])
  }

  @Test("Readers that race with writers see a whole file each time")
  func racing() async throws {
    try workspace.save(LearnerProgress())
    let workspace = workspace
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        var progress = LearnerProgress()
        for round in 0..<100 {
          progress.current = String(repeating: "x", count: round * 50)
          if (try? workspace.save(progress)) == nil { return false }
        }
        return true
      }
      group.addTask {
        for _ in 0..<300 {
          guard let loaded = try? workspace.loadProgress(), loaded.notice == nil else {
            return false
          }
        }
        return true
      }
      for await isFine in group { #expect(isFine) }
    }
  }

  @Test("A lesson is passed when every target is, and the first pass counts")
  func passing() throws {
    var progress = LearnerProgress()
    progress.record(lesson, on: .unix, passed: true, at: time)
    #expect(!progress.hasPassed(lesson))
    progress.record(lesson, on: .virtio, passed: false, at: time)
    #expect(!progress.hasPassed(lesson))
    progress.record(lesson, on: .virtio, passed: true, at: time)
    progress.record(lesson, on: .virtio, passed: true, at: time + 60)
    #expect(progress.hasPassed(lesson))
    #expect(progress[lesson].attempts == 4)
    #expect(progress[lesson].passed["virtio"] == time)
  }

  @Test("The learner resumes where they were, then goes on to the first open lesson")
  func resuming() throws {
    let catalogue = try Catalogue(loading: repositoryLessons)
    let (first, second) = (catalogue.lessons[0], catalogue.lessons[1])
    var progress = LearnerProgress()
    #expect(progress.lesson(of: catalogue)?.id == first.id)
    progress.current = second.id
    #expect(progress.lesson(of: catalogue)?.id == second.id)
    for target in second.manifest.targets { progress.record(second, on: target, passed: true) }
    #expect(progress.lesson(of: catalogue)?.id == first.id)
    progress.current = "99-gone"
    #expect(progress.lesson(of: catalogue)?.id == first.id)
  }
}
