// The console's end of the port: messages over a socket, one after the other, with patience that ends.

import Foundation
import InspectionProtocol
import Processes

/// A connection to a unikernel's inspector.
final class InspectorLink {
  private let socket: Descriptor
  private var decoder = FrameDecoder()

  init(to path: String) throws(InspectFailure) {
    socket = try UnixSocket.connect(to: path)
  }

  init(_ socket: Descriptor) {
    self.socket = socket
    _ = fcntl(socket.number, F_SETFL, O_NONBLOCK)
  }

  var number: Int32 { socket.number }

  func send(_ message: ClientMessage) throws(InspectFailure) {
    var rest = message.frame.bytes[...]
    let deadline = ContinuousClock.now + Limits.patience
    while !rest.isEmpty {
      guard let count = UnixSocket.send(rest, to: socket.number) else {
        // Whoever closed it may have said why before.
        while try receive(until: deadline) != nil {}
        throw .gone
      }
      rest = rest.dropFirst(count)
      if !rest.isEmpty, try !wait(Int16(POLLOUT), until: deadline) { throw .silent }
    }
  }

  /// The next message; nil: none until the deadline, or ^C came. What is no message is passed over.
  func receive(until deadline: ContinuousClock.Instant) throws(InspectFailure) -> ServerMessage? {
    while true {
      while let frame = decoder.next() {
        guard let message = ServerMessage(frame) else { continue }
        if case .refusal(let text) = message { throw .refused(text) }
        return message
      }
      guard try wait(Int16(POLLIN), until: deadline) else { return nil }
      guard let bytes = socket.read(64 << 10) else { continue }
      guard !bytes.isEmpty else { throw .gone }
      decoder.append(bytes)
    }
  }

  /// False: the deadline, or ^C.
  private func wait(
    _ events: Int16, until deadline: ContinuousClock.Instant
  ) throws(InspectFailure) -> Bool {
    while true {
      if InterruptFlag.isRaised { return false }
      let left = (deadline - .now) / .milliseconds(1)
      guard left > 0 else { return false }
      var polled = pollfd(fd: socket.number, events: events, revents: 0)
      // In short turns: a ^C between the look at the flag and the wait is seen soon.
      let count = poll(&polled, 1, Int32(min(left + 1, 100)))
      if count > 0 { return true }
      if count < 0, errno != EINTR { throw .gone }
    }
  }
}

enum Limits {
  /// How long a unikernel may take to say something: it may be busy, and under an emulator on a busy host.
  static let patience: Duration = .seconds(5)
  /// Between the attempts of a hello.
  static let helloInterval: Duration = .milliseconds(400)
  /// How long a machine stands still at most, whoever asked: reading a heap of 3 GiB takes less.
  static let stillness: Duration = .seconds(20)
  /// Bytes of what is said of a machine that stands still.
  static let stopLine = 64 << 10
  /// Of a unikernel that stands still: frames of a backtrace, tasks, bytes of the log's ring.
  static let stoppedFrames = 64
  static let stoppedTasks = 1 << 20
  static let stoppedLog: UInt = 1 << 20
  /// Lines of history.
  static let history: Int32 = 1000
  /// Milliseconds until ^C, ^Z and a resize are noticed at the prompt, when another thread took the signal.
  static let signalDelay: Int32 = 100
  /// Characters of a column before it is cut on a terminal.
  static let narrowest = 8
}
