import Foundation
import Processes

/// A thread that serves whoever connects to a socket, until it is told to end.
final class SocketService: Sendable {
  private let wake: ChildPipe
  private let done = DispatchSemaphore(value: 0)

  /// Starts to listen at `path`.
  /// - Parameter serve: gets the listening socket, which does not block, and a descriptor that can be read from
  ///   when it is to return.
  init(
    at path: String, name: String,
    _ serve: @escaping @Sendable (_ listener: Descriptor, _ wake: Int32) -> Void
  ) throws(InspectFailure) {
    let listener = try UnixSocket.listen(at: path)
    do { wake = try ChildPipe() } catch { throw .socket(path, error.description) }
    let wakeEnd = wake.reader.number
    let done = done
    let thread = Thread {
      serve(listener, wakeEnd)
      unlink(path)
      done.signal()
    }
    thread.name = name
    thread.start()
  }

  /// Ends it; the socket is gone when this returns.
  func stop() {
    _ = write(wake.writer.number, "!", 1)
    done.wait()
  }
}
