import Checks
import Configure
import Curriculum
import Foundation
import Tables

/// What every command needs: where things are, and the lessons.
struct Context {
  let root: URL
  let workspace: Workspace
  /// The directory of the learner's files when --dir named it directly.
  let work: URL?

  /// - Parameter directory: the value of --dir: a workspace, or a directory with a config.swift.
  init(directory: String? = nil) throws(EnvironmentFault) {
    let environment = ProcessInfo.processInfo.environment
    let current = URL(filePath: FileManager.default.currentDirectoryPath)
    root = try ProjectRoot.find(
      environment: environment, executable: Bundle.main.executableURL, current: current)
    let standard = root.appending(path: "workspace")
    let named = environment["MIRADOR_WORKSPACE"].flatMap { $0.isEmpty ? nil : URL(filePath: $0) }
    guard let directory else {
      workspace = Workspace(named ?? standard)
      work = nil
      return
    }
    let url = URL(filePath: directory)
    let isWork = FileManager.default.fileExists(atPath: url.appending(path: "config.swift").path)
    work = isWork ? url : nil
    workspace = Workspace(isWork ? named ?? standard : url)
  }

  var lessons: URL { root.appending(path: "Lessons") }

  func catalogue() throws(LessonFault) -> Catalogue { try Catalogue(loading: lessons) }

  /// The progress; a notice about a damaged file goes to standard error.
  func progress() throws(EnvironmentFault) -> LearnerProgress {
    let (progress, notice) = try workspace.loadProgress()
    if let notice { Output.error(notice) }
    return progress
  }

  /// The lesson that `word` names, or the one the learner is at.
  func lesson(_ word: String?, in catalogue: Catalogue) throws -> Lesson {
    if let word { return try catalogue.lesson(word) }
    guard let lesson = try progress().lesson(of: catalogue) else {
      throw Failure(.internalError, "There is no lesson. Try: git status Lessons")
    }
    return lesson
  }

  /// A path as a learner would write it: relative when it is below the current directory.
  func short(_ url: URL) -> String {
    let current = FileManager.default.currentDirectoryPath + "/"
    let path = url.path
    return path.hasPrefix(current) ? String(path.dropFirst(current.count)) : path
  }
}
