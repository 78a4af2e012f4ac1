// Asks a running QEMU about its guest, and stops it, over QMP on a socket pair. Everything has a
// deadline: a QEMU that does not answer is a QEMU whose guest stays unknown.

import Foundation
import Processes
import Synchronization

/// The QMP connection to one QEMU.
final class Monitor: Sendable {
  private let session: Mutex<QmpSession>
  private let near: Descriptor
  /// QEMU's end.
  let far: Descriptor

  init() throws(SystemFailure) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw SystemFailure("socketpair", errno)
    }
    near = try Descriptor(ends[0], "socketpair")
    far = try Descriptor(ends[1], "socketpair")
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    session = Mutex(QmpSession(near))
  }

  /// Calls `body` with the conversation, ready for commands; nil: QEMU does not speak.
  func ask<Value>(_ body: (inout QmpSession) -> sending Value?) -> sending Value? {
    session.withLock { session in
      guard session.begin(patience: Limits.monitor) else { return nil }
      return body(&session)
    }
  }

  /// Where the guest is now; nil when QEMU does not tell in time. It stands still from then on.
  func place() -> GuestPlace? {
    ask { session in
      // Stopped, so that the registers and the stack belong together.
      guard session.human("stop") != nil,
        let registers = session.human("info registers").flatMap(GuestRegisters.init(parsing:))
      else { return nil }
      var place = GuestPlace(addresses: [registers.counter], isWaiting: registers.isHalted)
      var frame = registers.framePointer
      while place.addresses.count < 12, let pointer = frame, pointer != 0, pointer % 8 == 0,
        let pair = session.human("x /2gx 0x" + String(pointer, radix: 16))
          .flatMap(GuestRegisters.words(parsing:)), pair.count == 2, pair[1] != 0
      {
        place.addresses.append(pair[1])
        // Frames lie outward: anything else is no chain.
        frame = pair[0] > pointer ? pair[0] : nil
      }
      return place
    }
  }

  /// QEMU has ended.
  func end() { shutdown(near.number, Int32(SHUT_RDWR)) }

  /// Calls `body` with each event as it comes, on a thread of its own, until QEMU has ended.
  func watchEvents(_ body: @escaping @Sendable (_ name: String, _ reason: String?) -> Void) {
    let thread = Thread { [self] in
      // Events are told to those alone who have greeted; what was before them the status tells.
      let isOver = session.withLock { session in
        session.begin(patience: Limits.start)
          && (session.execute("query-status") as? [String: Any])?["status"] as? String == "shutdown"
      }
      if isOver { body("SHUTDOWN", "guest-reset") }
      while true {
        var polled = pollfd(fd: near.number, events: Int16(POLLIN), revents: 0)
        guard poll(&polled, 1, -1) >= 0 || errno == EINTR else { return }
        let (events, isOver) = session.withLock { session in
          session.drain()
          return (session.takeEvents(), session.isBroken)
        }
        for event in events { body(event.name, event.reason) }
        if isOver { return }
      }
    }
    thread.name = "monitor"
    thread.start()
  }
}
