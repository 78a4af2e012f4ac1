import Foundation
import Testing

@testable import Curriculum

/// A directory that is removed when the test ends.
final class Place {
  let url: URL
  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "mirador-test-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  func write(_ data: Data, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: url.appending(path: path), encoding: .utf8)
  }

  func names(_ path: String = "") -> [String] {
    let directory = url.appending(path: path).path
    return ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
  }
}

/// A small lesson that is right; tests spoil one file of it at a time.
enum Sample {
  static let id = "03-small-one"

  static let files: [String: String] = [
    "lesson.toml": """
    format = 1
    version = 2
    title = "Small one"
    minutes = 5
    needs = []
    concepts = ["a thing"]
    targets = ["unix", "virtio"]
    points = 3
    demo = "./mirador run it"
    extension = "More of it."
    [budgets]
    build = 10
    boot = 1.5
    check = 20
    image = 1000
    """,
    "lesson.md": "## First\n\nSome text.\n---\n## Second\n\nMore text.\n",
    "hints.md": "one\n---\ntwo\n---\nthree\n",
    "checks.toml": """
    format = 1
    [[check]]
    id = "build"
    kind = "build"
    title = "it builds"
    points = 1
    why = "because"
    hint = "try"
    [[check]]
    id = "last"
    kind = "exit"
    title = "it ends"
    points = 2
    needs = ["build"]
    visibility = "hidden"
    why = "because"
    hint = "try"
    status = 0
    """,
    "quiz.toml": """
    format = 1
    [[question]]
    prompt = "Which?"
    explanation = "That one."
    [[question.answer]]
    text = "This."
    reason = "No."
    [[question.answer]]
    text = "That."
    right = true
    """,
    "starter/config.swift": "// config\n",
    "starter/unikernel.swift": "// old\n",
    "solution.patch": patch("new"),
    "mutants/empty.patch": "Caught by: last\n\n" + patch("empty"),
    "mutants/impostor.patch": "Caught by: last, build\n\n" + patch("impostor"),
    "mutants/wrong.patch": "Caught by: build\n\n" + patch("wrong"),
  ]

  static func patch(_ word: String) -> String {
    """
    diff --git a/unikernel.swift b/unikernel.swift
    --- a/unikernel.swift
    +++ b/unikernel.swift
    @@ -1 +1 @@
    -// old
    +// \(word)

    """
  }

  /// Writes the sample below `place`, with some files replaced, or removed when nil.
  @discardableResult
  static func write(to place: Place, replacing spoiled: [String: String?] = [:]) throws -> URL {
    for (path, text) in files {
      let text = spoiled[path] ?? text
      if let text { try place.write(text, to: "\(id)/\(path)") }
    }
    for (path, text) in spoiled where files[path] == nil {
      if let text { try place.write(text, to: "\(id)/\(path)") }
    }
    return place.url.appending(path: id)
  }

  static func lesson(in place: Place) throws -> Lesson {
    try Lesson(loading: write(to: place))
  }
}

/// The lessons of this repository.
let repositoryLessons = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Lessons")
