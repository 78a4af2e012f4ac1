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
}
