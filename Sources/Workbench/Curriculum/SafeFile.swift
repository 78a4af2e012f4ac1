// Replaces a file so that, whatever happens, either the old content or the new one is there:
// temporary file in the same directory, write all, fsync, rename over the old one, fsync the directory.

import Foundation

/// Crash-safe writing.
enum SafeFile {
  /// Replaces or creates the file at `url`.
  static func write(_ bytes: [UInt8], to url: URL) throws(EnvironmentFault) {
    let directory = url.deletingLastPathComponent().path
    let temporary = "\(directory)/.\(url.lastPathComponent).\(getpid()).new"
    do {
      try fill(temporary, bytes)
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, url.path) == 0 else {
      let code = errno
      unlink(temporary)
      throw EnvironmentFault("write", url.path, errno: code)
    }
    try synchronize(directory)
  }

  private static func fill(_ path: String, _ bytes: [UInt8]) throws(EnvironmentFault) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw EnvironmentFault("write", path, errno: errno) }
    defer { close(file) }
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { rest in
        Foundation.write(file, rest.baseAddress, rest.count)
      }
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw EnvironmentFault("write", path, errno: errno)
      }
      done += count
    }
    guard fsync(file) == 0 else { throw EnvironmentFault("write", path, errno: errno) }
  }

  /// Makes a rename in `directory` last. File systems that cannot do it for directories say EINVAL.
  private static func synchronize(_ directory: String) throws(EnvironmentFault) {
    let file = open(directory, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw EnvironmentFault("open", directory, errno: errno) }
    defer { close(file) }
    guard fsync(file) == 0 || errno == EINVAL else {
      throw EnvironmentFault("write", directory, errno: errno)
    }
  }
}
