import Foundation

/// A directory of our own below the system's temporary directory.
package struct Scratch: Sendable {
  package let directory: URL

  package init() throws(EnvironmentFault) {
    let base = FileManager.default.temporaryDirectory
    directory = base.appending(path: "mirador-\(getpid())-\(UInt64.random(in: 0...UInt64.max))")
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    } catch {
      throw EnvironmentFault("create", directory.path, error)
    }
  }

  package func remove() { try? FileManager.default.removeItem(at: directory) }

  /// A file with `text`, opened for reading.
  func reading(_ text: String) throws -> FileHandle {
    let url = directory.appending(path: "input")
    try Data(text.utf8).write(to: url)
    return try FileHandle(forReadingFrom: url)
  }

  /// A new file, opened for writing.
  func writing(_ name: String) throws -> FileHandle {
    let url = directory.appending(path: name)
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }

  /// What a file holds by now; invalid UTF-8 is repaired.
  func text(_ name: String) -> String {
    let data = (try? Data(contentsOf: directory.appending(path: name))) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}
