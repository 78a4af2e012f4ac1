import Processes
import Synchronization

/// Gathers what a child writes, byte for byte.
final class Received: Sendable {
  private let collected = Mutex<(output: [UInt8], errors: [UInt8])>(([], []))

  /// False: that is enough.
  func take(_ bytes: [UInt8], _ channel: ChildRequest.Channel) -> Bool {
    collected.withLock {
      if channel == .error {
        $0.errors += bytes.prefix(4096)
        return $0.errors.count < 65_536
      }
      $0.output += bytes
      return $0.output.count <= Limits.payload
    }
  }

  /// All of it, and what was said about it.
  var all: (bytes: [UInt8], words: [UInt8]) { collected.withLock { ($0.output, $0.errors) } }
}
