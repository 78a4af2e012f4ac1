import Foundation
import Testing

@testable import Curriculum

@Suite("The workspace")
struct WorkspaceTests {
  let place: Place
  let lesson: Lesson
  let workspace: Workspace
  let time = Date(timeIntervalSince1970: 1_700_000_000)

  init() throws {
    place = try Place()
    lesson = try Sample.lesson(in: place)
    workspace = Workspace(place.url.appending(path: "work"))
  }

  var mine: String { "work/\(lesson.id)/unikernel.swift" }

  @Test("The starter is copied on first use only")
  func first() throws {
    let (directory, isNew) = try workspace.open(lesson)
    #expect(isNew)
    #expect(directory == workspace.work(on: lesson))
    #expect(try place.text(mine) == "// old\n")
    try place.write("// mine\n", to: mine)
    #expect(try !workspace.open(lesson).isNew)
    #expect(try place.text(mine) == "// mine\n")
    #expect(try place.text("\(lesson.id)/starter/unikernel.swift") == "// old\n")
    #expect(place.names("work") == [lesson.id])
  }

  @Test("A reset keeps the old work, also when two fall into one second")
  func reset() throws {
    _ = try workspace.open(lesson)
    var backups: [URL] = []
    for text in ["// one\n", "// two\n"] {
      try place.write(text, to: mine)
      backups.append(try #require(try workspace.reset(lesson, at: time)))
      #expect(try place.text(mine) == "// old\n")
    }
    let kept = try backups.map {
      try String(contentsOf: $0.appending(path: "unikernel.swift"), encoding: .utf8)
    }
    #expect(kept == ["// one\n", "// two\n"])
    #expect(backups[0].lastPathComponent == "03-small-one-20231114T221320Z")
    #expect(backups[1].lastPathComponent == "03-small-one-20231114T221320Z-2")
  }

  @Test("Folders of the starter are copied as well")
  func folders() throws {
    let place = try Place()
    let folder = try Sample.write(to: place, replacing: ["starter/Parts/One.swift": "// one\n"])
    let lesson = try Lesson(loading: folder)
    #expect(lesson.starterFiles == ["Parts/One.swift", "config.swift", "unikernel.swift"])
    let work = try Workspace(place.url.appending(path: "new")).open(lesson).directory
    let copy = work.appending(path: "Parts/One.swift")
    #expect(try String(contentsOf: copy, encoding: .utf8) == "// one\n")
  }

  @Test("A reset before any work just begins")
  func resetNothing() throws {
    #expect(try workspace.reset(lesson) == nil)
    #expect(try place.text(mine) == "// old\n")
  }

  @Test(
    "A file in the place of a directory is left alone, and the message says what to do",
    arguments: ["work", "work/03-small-one"])
  func fileInTheWay(_ path: String) throws {
    try place.write("precious", to: path)
    let fault = try #require(throws: EnvironmentFault.self) { try workspace.open(lesson) }
    #expect(fault.message.hasSuffix("Move it away and try again."))
    #expect(try place.text(path) == "precious")
  }

  @Test("Backups that cannot be made lose no work")
  func backupsBlocked() throws {
    _ = try workspace.open(lesson)
    try place.write("// mine\n", to: mine)
    try place.write("precious", to: "work/.backups")
    #expect(throws: EnvironmentFault.self) { try workspace.reset(lesson) }
    #expect(try place.text(mine) == "// mine\n")
  }

  @Test("A reset that cannot make the new copy leaves the work where it is")
  func copyBlocked() throws {
    _ = try workspace.open(lesson)
    try place.write("// mine\n", to: mine)
    try FileManager.default.removeItem(at: lesson.starter)
    #expect(throws: EnvironmentFault.self) { try workspace.reset(lesson) }
    #expect(try place.text(mine) == "// mine\n")
    #expect(place.names("work") == [".backups", lesson.id])
    #expect(place.names("work/.backups").isEmpty)
  }

  @Test("A place where nothing can be created is named, with the way out")
  func impossible() throws {
    let nowhere = Workspace(URL(filePath: "/proc/mirador-workspace"))
    let fault = try #require(throws: EnvironmentFault.self) { try nowhere.open(lesson) }
    #expect(fault.message.contains("/proc/mirador-workspace"))
    #expect(fault.message.hasSuffix("--dir DIR or MIRADOR_WORKSPACE=DIR."))
  }

  @Test(
    "Every reason for a failed write ends with what to do",
    arguments: [
      (ENOSPC, "Free some disk space"), (EROFS, "Choose another place"),
      (EACCES, "Choose another place"), (ENOTDIR, "move it away"), (EISDIR, "move it away"),
      (EMFILE, "close other programs"), (EIO, "Choose another place"),
    ])
  func remedies(_ code: Int32, _ remedy: String) {
    let fault = EnvironmentFault("write", "/some/file", errno: code)
    #expect(fault.message.hasPrefix("Cannot write /some/file: "))
    #expect(fault.message.contains(remedy))
  }
}
