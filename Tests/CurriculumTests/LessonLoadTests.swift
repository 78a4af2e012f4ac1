import Foundation
import Tables
import Testing

@testable import Curriculum

@Suite("Reading a lesson")
struct LessonLoadTests {
  @Test("A lesson that is right is read whole")
  func whole() throws {
    let place = try Place()
    let lesson = try Sample.lesson(in: place)
    #expect(lesson.number == 3)
    #expect(lesson.slug == "small-one")
    #expect(lesson.manifest.version == 2)
    #expect(lesson.manifest.targets == [.unix, .virtio])
    #expect(lesson.manifest.budgets.boot == .seconds(1.5))
    #expect(lesson.steps.map(\.title) == ["First", "Second"])
    #expect(lesson.steps[0].lines == ["Some text."])
    #expect(lesson.hints == ["one", "two", "three"])
    #expect(lesson.checks.map(\.id) == ["build", "last"])
    #expect(lesson.checks.map(\.visibility) == [.public, .hidden])
    #expect(lesson.questions[0].rightLetter == "b")
    #expect(lesson.starterFiles == ["config.swift", "unikernel.swift"])
    #expect(lesson.mutants.map(\.name) == ["empty", "impostor", "wrong"])
    #expect(lesson.mutants.map(\.caughtBy) == [["last"], ["last", "build"], ["build"]])
  }

  /// A way to spoil a lesson, and what must be said of it.
  struct Spoiled: Sendable, CustomTestStringConvertible {
    let file: String
    /// Replaces `old` by `new`; without `old`, the whole text. Nil removes the file.
    let old: String?
    let new: String?
    let key: String?
    let says: String
    var blamed: String?
    var testDescription: String { "\(file) \(key ?? "") \(says)" }

    static func change(
      _ file: String, _ old: String, _ new: String, key: String?, says: String
    ) -> Spoiled {
      Spoiled(file: file, old: old, new: new, key: key, says: says)
    }

    static func whole(
      _ file: String, _ new: String?, key: String? = nil, says: String, blamed: String? = nil
    ) -> Spoiled {
      Spoiled(file: file, old: nil, new: new, key: key, says: says, blamed: blamed)
    }
  }

  static let spoiled: [Spoiled] =
    ["lesson.toml", "lesson.md", "hints.md", "checks.toml", "quiz.toml", "solution.patch"].map {
      .whole($0, nil, says: "missing")
    }
    + ["lesson.toml", "lesson.md", "starter/config.swift", "solution.patch"].map {
      .whole($0, " \n", says: "empty")
    } + [
      .whole("starter/config.swift", nil, says: "missing"),
      .whole("starter/unikernel.swift", nil, says: "missing"),
      .whole("mutants/empty.patch", nil, says: "every lesson"),
      .whole("mutants/impostor.patch", nil, says: "every lesson"),
      .whole("mutants/wrong.patch", nil, says: "real mistake", blamed: "mutants"),
      .whole("mutants/notes.txt", "x", says: "only files NAME.patch"),
      .change("mutants/wrong.patch", "Caught by: build", "", key: "Caught by", says: "missing"),
      .change("mutants/wrong.patch", "by: build", "by: x", key: "Caught by", says: "no check"),

      .whole("lesson.toml", "format = ", says: "not TOML, at line 1"),
      .change("lesson.toml", "format = 1", "format = 2", key: "format", says: "format 1 only"),
      .change("lesson.toml", "title = \"Small one\"", "", key: "title", says: "missing"),
      .change("lesson.toml", "\"Small one\"", "7", key: "title", says: "a string"),
      .change("lesson.toml", "\"Small one\"", "\" \"", key: "title", says: "not be empty"),
      .change("lesson.toml", "minutes = 5", "minutes = 0", key: "minutes", says: "1...240"),
      .change("lesson.toml", "minutes = 5", "minutes = 2.5", key: "minutes", says: "whole"),
      .change("lesson.toml", "minutes = 5", "minuets = 5", key: "minuets", says: "mean minutes"),
      .change("lesson.toml", "[\"a thing\"]", "[]", key: "concepts", says: "at least one"),
      .change("lesson.toml", "\"virtio\"]", "\"xen\"]", key: "targets", says: "none of unix"),
      .change("lesson.toml", "\"virtio\"]", "\"unix\"]", key: "targets", says: "twice"),
      .change("lesson.toml", "[\"unix\", \"virtio\"]", "[]", key: "targets", says: "at least"),
      .change("lesson.toml", "points = 3", "points = 4", key: "points", says: "add up to 3"),
      .change("lesson.toml", "boot = 1.5", "boot = 0", key: "budgets.boot", says: "above 0"),
      .change("lesson.toml", "boot = 1.5", "boot = \"x\"", key: "budgets.boot", says: "seconds"),
      .change("lesson.toml", "[budgets]", "[budget]", key: "budget", says: "mean budgets"),

      .change("checks.toml", "id = \"last\"", "id = \"build\"", key: "check[2].id", says: "twice"),
      .change("checks.toml", "\"last\"", "\"la st\"", key: "check[2].id", says: "letters"),
      .change(
        "checks.toml", "[\"build\"]", "[\"biuld\"]", key: "check[2].needs", says: "\"build\""),
      .change("checks.toml", "[\"build\"]", "[\"last\"]", key: "check[2].needs", says: "circle"),
      .change("checks.toml", "hidden", "hiden", key: "check[2].visibility", says: "public or"),
      .change("checks.toml", "points = 2", "points = -2", key: "check[2].points", says: "0...1000"),
      .whole("checks.toml", "format = 1", key: "check", says: "no check at all"),
      .whole("checks.toml", "format = 1\nchek = []", key: "chek", says: "mean check"),

      .whole("quiz.toml", "format = 1", key: "question", says: "at least one"),
      .change("quiz.toml", "right = true", "right = false", key: nil, says: "reason: missing"),
      .change(
        "quiz.toml", "reason = \"No.\"", "", key: "question[1].answer[1].reason", says: "mis"),
      .change(
        "quiz.toml", "reason = \"No.\"", "right = true", key: "question[1].answer",
        says: "exactly one"),

      .change("lesson.md", "## First", "# First", key: "step 1", says: "begin with"),
      .change("lesson.md", "More text.", "", key: "step 2", says: "nothing below"),
      .whole("lesson.md", "## A\n\nb\n---\n---\n## C\n\nd\n", key: "step 2", says: "empty"),
      .whole(
        "lesson.md", "## A\n" + String(repeating: "x\n", count: 18), key: "step 1",
        says: "19 lines, but 18 fit"),
      .whole(
        "lesson.md", "## A\n\n" + String(repeating: "x", count: 81), key: "line 3",
        says: "81 columns"),
      .whole("hints.md", "one\n---\ntwo\n", says: "3 hints are expected, not 2"),
      .whole(
        "hints.md", String(repeating: "x\n", count: 13) + "---\ny\n---\nz\n", key: "hint 1",
        says: "13 lines"),
    ]

  @Test(
    "A lesson that is not right is refused, and the fault cites file and key", arguments: spoiled)
  func refused(_ spoiled: Spoiled) throws {
    let place = try Place()
    var text: String? = spoiled.new
    if let old = spoiled.old {
      let original = try #require(Sample.files[spoiled.file])
      try #require(original.contains(old), "the test itself is stale")
      text = original.replacing(old, with: spoiled.new ?? "")
    }
    let directory = try Sample.write(to: place, replacing: [spoiled.file: text])
    let fault = try #require(throws: LessonFault.self) { try Lesson(loading: directory) }
    #expect(fault.file == "\(Sample.id)/\(spoiled.blamed ?? spoiled.file)")
    if let key = spoiled.key { #expect(fault.key == key) }
    #expect(fault.description.contains(spoiled.says), "\(fault)")
  }

  @Test("A file may be as large as its limit and not a byte larger", arguments: [0, 1])
  func size(_ excess: Int) throws {
    let place = try Place()
    let directory = try Sample.write(to: place)
    let bytes = Data(repeating: 0x2F, count: Limits.fileBytes + excess)
    try place.write(bytes, to: "\(Sample.id)/starter/config.swift")
    if excess == 0 {
      _ = try Lesson(loading: directory)
    } else {
      let fault = try #require(throws: LessonFault.self) { try Lesson(loading: directory) }
      #expect(fault.problem.contains("at most \(Limits.fileBytes)"))
    }
  }

  @Test("Bytes that are no UTF-8 are refused", arguments: ["lesson.md", "starter/unikernel.swift"])
  func encoding(_ file: String) throws {
    let place = try Place()
    let directory = try Sample.write(to: place)
    try place.write(Data([0x61, 0xFF, 0x62]), to: "\(Sample.id)/\(file)")
    let fault = try #require(throws: LessonFault.self) { try Lesson(loading: directory) }
    #expect(fault == LessonFault(file: "\(Sample.id)/\(file)", "not UTF-8"))
  }

  @Test("A directory in the place of a file is refused")
  func directoryForFile() throws {
    let place = try Place()
    let directory = try Sample.write(to: place, replacing: ["hints.md": nil as String?])
    try place.write("x", to: "\(Sample.id)/hints.md/file")
    let fault = try #require(throws: LessonFault.self) { try Lesson(loading: directory) }
    #expect(fault.problem.contains("a directory is in the place"))
  }

  @Test(
    "A lesson's directory is named by number and words",
    arguments: ["1-x", "00-x", "01", "01-", "x1-y", "01-Big", "01_x", "٠١-x"])
  func badName(_ folder: String) {
    #expect(throws: LessonFault.self) { try Lesson.split(folder) }
  }
}
