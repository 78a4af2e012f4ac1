import Foundation

/// A file descriptor that is closed when its last owner lets go.
package final class Descriptor: @unchecked Sendable {
  // Sendable: the number changes only in `close`, which its one owner calls.
  package private(set) var number: Int32

  /// Takes over what a system call returned; throws when that was a failure.
  package init(_ number: Int32, _ operation: String) throws(SystemFailure) {
    guard number >= 0 else { throw SystemFailure(operation, errno) }
    self.number = number
  }

  deinit { close() }

  package func close() {
    guard number >= 0 else { return }
    Foundation.close(number)
    number = -1
  }

  /// Reads at most `count` bytes; nil when there are none now, empty at the end.
  package func read(_ count: Int) -> [UInt8]? {
    var isBlocked = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
      // Safety: `buffer` holds `count` bytes, and read() writes no more.
      var result: Int
      repeat {
        result = Foundation.read(number, buffer.baseAddress, count)
      } while result < 0 && errno == EINTR
      isBlocked = result < 0 && errno == EAGAIN
      length = max(result, 0)
    }
    return isBlocked ? nil : bytes
  }
}

/// A system call that failed.
package struct SystemFailure: LocalizedError, CustomStringConvertible {
  package let operation: String
  package let code: Int32

  package init(_ operation: String, _ code: Int32) {
    self.operation = operation
    self.code = code
  }

  package var errorDescription: String? { description }

  package var description: String { "\(operation): \(String(cString: strerror(code)))" }
}

/// A pipe whose reader does not block.
package struct ChildPipe {
  package let reader: Descriptor
  package let writer: Descriptor

  package init() throws(SystemFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemFailure("pipe", errno) }
    reader = try Descriptor(ends[0], "pipe")
    writer = try Descriptor(ends[1], "pipe")
    // Not at once, as pipe2 would: Swift sees no _GNU_SOURCE names. A child started in between
    // by someone else holds the pipe open, which costs a heartbeat at the end, no more.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
  }
}
