import Foundation

/// Holds a folder for one builder at a time, in this process and in others. The kernel lets go of it
/// when its holder dies.
struct FolderLock: Sendable {
  private let descriptor: Int32

  /// Waits until the folder is free. The folder is created when missing.
  init(_ folder: URL) async throws(BuildFailure) {
    try Files.makeFolder(folder)
    let file = folder.appending(path: "lock").path
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .environment(Messages.cannotWrite(file, String(cString: strerror(errno))))
    }
    // On a thread of its own: the wait may be long, and tasks share few threads.
    await withCheckedContinuation { continuation in
      Thread {
        while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
        continuation.resume()
      }.start()
    }
    self.descriptor = descriptor
  }

  func release() {
    close(descriptor)
  }
}
