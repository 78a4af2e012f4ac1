// Asks a running QEMU where its guest is, over QMP on a socket pair.
//
//     QEMU   {"QMP": …}                                          greeting
//     we     {"execute": "qmp_capabilities"}                     {"return": {}}
//     we     {"execute": "human-monitor-command", …}             {"return": "EAX=… EIP=…"}
//
// Events ({"event": …}) may come between. Everything has one deadline: a QEMU that does not answer
// is a QEMU whose guest's place stays unknown.

import Foundation
import Processes

/// The QMP connection to one QEMU.
final class Monitor: Sendable {
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
  }

  /// Where the guest is now; nil when QEMU does not tell in time. To be called once.
  func place() -> GuestPlace? {
    var session = Session(socket: near, deadline: ContinuousClock.now + Limits.monitor)
    guard session.send(#"{"execute":"qmp_capabilities"}"#), session.answer() != nil,
      // Stopped, so that the registers and the stack belong together.
      session.human("stop") != nil,
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

/// One conversation.
private struct Session {
  let socket: Descriptor
  let deadline: ContinuousClock.Instant
  var pending: [UInt8] = []

  init(socket: Descriptor, deadline: ContinuousClock.Instant) {
    self.socket = socket
    self.deadline = deadline
  }

  func send(_ line: String) -> Bool {
    let bytes = Array((line + "\n").utf8)
    return Foundation.send(socket.number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
      == bytes.count
  }

  /// What a command of the human monitor prints.
  mutating func human(_ command: String) -> String? {
    let quoted = #"{"execute":"human-monitor-command","arguments":{"command-line":"\#(command)"}}"#
    return send(quoted) ? answer() as? String : nil
  }

  /// The value of the next `return`; nil at an error, the end or the deadline.
  mutating func answer() -> Any? {
    while let line = line() {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
      else { return nil }
      if let value = object["return"] { return value }
      if object["error"] != nil { return nil }
    }
    return nil
  }

  private mutating func line() -> [UInt8]? {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        defer { pending.removeFirst(end + 1) }
        return Array(pending[..<end])
      }
      var polled = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
      let patience = (deadline - .now) / .milliseconds(1)
      guard patience >= 1, pending.count < 1 << 20, poll(&polled, 1, Int32(patience)) > 0
      else { return nil }
      guard let bytes = socket.read(16 << 10) else { continue }
      guard !bytes.isEmpty else { return nil }
      pending += bytes
    }
  }
}
