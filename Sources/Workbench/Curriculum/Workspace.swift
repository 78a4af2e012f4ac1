// The learner's own directory: a copy of each starter, backups, and the progress file.
//
//     workspace/
//       01-nothing-at-all/          config.swift, unikernel.swift: the learner's
//       .backups/01-…-<time>/       what `reset` moved away
//       .progress.json              where the learner is (LearnerProgress.swift)
//
// Nothing here overwrites or deletes what a learner wrote: copies are made beside and renamed into
// place, resets rename.

import Foundation

/// Where a learner works.
public struct Workspace: Sendable {
  public let directory: URL

  public init(_ directory: URL) { self.directory = directory.standardizedFileURL }

  /// Where the learner's files of a lesson are or will be.
  public func work(on lesson: Lesson) -> URL { directory.appending(path: lesson.id) }

  /// The lesson's work; the starter is copied there when nothing is there yet.
  /// - Returns: the directory, and whether it is new.
  public func open(_ lesson: Lesson) throws(EnvironmentFault) -> (directory: URL, isNew: Bool) {
    let work = work(on: lesson)
    if try isDirectory(work) { return (work, false) }
    try place(try copy(lesson), at: work)
    return (work, true)
  }

  /// Moves the lesson's work to the backups and begins anew. The new copy is made first: when it cannot
  /// be made, the work stays where it is.
  /// - Returns: where the old work is; nil when there was none.
  public func reset(_ lesson: Lesson, at time: Date = Date()) throws(EnvironmentFault) -> URL? {
    let work = work(on: lesson)
    guard try isDirectory(work) else {
      _ = try open(lesson)
      return nil
    }
    let backups = directory.appending(path: ".backups")
    try create(backups)
    let fresh = try copy(lesson)
    let backup = unused(backups, "\(lesson.id)-\(Workspace.stamp(time))")
    guard rename(work.path, backup.path) == 0 else {
      let code = errno
      try? FileManager.default.removeItem(at: fresh)
      throw EnvironmentFault("move to the backups", work.path, errno: code)
    }
    try place(fresh, at: work)
    return backup
  }

  /// A copy of the starter beside its place.
  private func copy(_ lesson: Lesson) throws(EnvironmentFault) -> URL {
    try create(directory)
    let fresh = directory.appending(path: ".\(lesson.id).\(getpid()).new")
    try? FileManager.default.removeItem(at: fresh)
    do {
      try lesson.copyStarter(to: fresh)
    } catch {
      try? FileManager.default.removeItem(at: fresh)
      throw error
    }
    return fresh
  }

  private func place(_ fresh: URL, at work: URL) throws(EnvironmentFault) {
    guard rename(fresh.path, work.path) == 0 else {
      let code = errno
      try? FileManager.default.removeItem(at: fresh)
      throw EnvironmentFault("create", work.path, errno: code)
    }
  }

  /// Proves that files can be created here, or says why not.
  public func probe() throws(EnvironmentFault) {
    try create(directory)
    let probe = directory.appending(path: ".probe")
    try SafeFile.write([], to: probe)
    unlink(probe.path)
  }

  /// A time as it stands in names: sortable, without colons.
  static func stamp(_ time: Date) -> String {
    let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
    return time.formatted(style)
  }

  /// Creates a directory and those above it.
  func create(_ url: URL) throws(EnvironmentFault) {
    if try isDirectory(url) { return }
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw EnvironmentFault("create", url.path, error)
    }
  }

  /// False when nothing is there; throws when a file is.
  private func isDirectory(_ url: URL) throws(EnvironmentFault) -> Bool {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory) else {
      return false
    }
    guard isDirectory.boolValue else { throw EnvironmentFault(Messages.notADirectory(url.path)) }
    return true
  }

  private func unused(_ directory: URL, _ name: String) -> URL {
    var url = directory.appending(path: name)
    var number = 2
    while FileManager.default.fileExists(atPath: url.path) {
      url = directory.appending(path: "\(name)-\(number)")
      number += 1
    }
    return url
  }
}
