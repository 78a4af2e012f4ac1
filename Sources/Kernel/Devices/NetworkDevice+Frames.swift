// Frames as arrays, for those who want to see them one by one.

internal import Bytes
public import _Concurrency

extension NetworkDevice {
  /// Waits for the next frame.
  public func receive() async throws(CancellationError) -> [UInt8] {
    var bytes: [UInt8] = []
    while receive(upTo: 1, { frame, _ in bytes = Array(frame) }) == 0 { try await signal.wait() }
    return bytes
  }

  /// Sends a frame; waits while there is no room for it. Trap: it is longer than the device can.
  public func send(_ frame: [UInt8]) async throws(CancellationError) {
    while !send(frame.count, FrameOffload(), { place in place.write(frame.span.bytes, at: 0) }) {
      try await signal.wait()
    }
    flush()
  }
}
