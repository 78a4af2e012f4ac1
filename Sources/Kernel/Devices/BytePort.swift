public import _Concurrency

/// A stream of bytes to and from the host, both ways at once: a port of a virtio console, a socket that
/// a process inherited. The host's end may be closed and opened again; bytes have no boundaries.
///
/// One task at a time may wait in `read`, and one in `write`.
public protocol BytePort: AnyObject, Sendable {
  /// Waits until something has arrived; returns 1...buffer.count bytes read, or 0 when the host's end
  /// is closed.
  func read(into buffer: UnsafeMutableRawBufferPointer) async throws(CancellationError) -> Int

  /// Takes all bytes; waits while the host does not take them. False when the host's end is closed (the
  /// bytes are dropped).
  func write(_ bytes: UnsafeRawBufferPointer) async throws(CancellationError) -> Bool
}
