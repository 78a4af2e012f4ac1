// The console's end of a machine's control: the machine stands still for as long as this lives.

import CStopping
import Foundation
import Machines
import Processes

/// A machine that stands still.
final class StopLink {
  let machine: StoppedMachine
  /// Holds the machine's memory.
  let memory: Descriptor
  private let socket: Descriptor
  private var pending: [UInt8]

  /// Stops the machine whose control listens at `path`.
  init(to path: String) throws(InspectFailure) {
    let socket = try UnixSocket.connect(to: path)
    self.socket = socket
    var descriptor: Int32 = -1
    var pending: [UInt8] = []
    let line = try StopLink.line(socket, &pending, &descriptor, patience: Limits.patience)
    let memory = try? Descriptor(descriptor, "receive")
    guard let reply = try? JSONDecoder().decode(StopReply.self, from: Data(line)) else {
      throw .version("what runs it does not answer as this tool does")
    }
    guard reply.version == StopReply.currentVersion else {
      throw .version("it was started by another version of this tool; start it again")
    }
    if reply.isSilent { throw .silent }
    if let refusal = reply.refusal { throw refusal.isEmpty ? .gone : .cannotStop(refusal) }
    guard let machine = reply.machine, let memory else { throw .gone }
    self.machine = machine
    self.memory = memory
    self.pending = pending
  }

  /// Lets it go on; how long it stood still, nil when that is not known.
  func end() -> Duration? {
    shutdown(socket.number, Int32(SHUT_WR))
    var descriptor: Int32 = -1
    guard
      let line = try? StopLink.line(socket, &pending, &descriptor, patience: Limits.patience),
      let report = try? JSONDecoder().decode(StopReport.self, from: Data(line))
    else { return nil }
    return .nanoseconds(report.stoodStill)
  }

  private static func line(
    _ socket: Descriptor, _ pending: inout [UInt8], _ descriptor: inout Int32, patience: Duration
  ) throws(InspectFailure) -> [UInt8] {
    let deadline = ContinuousClock.now + patience
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        defer { pending.removeFirst(end + 1) }
        return Array(pending[..<end])
      }
      if InterruptFlag.isRaised { throw .interrupted }
      guard pending.count < Limits.stopLine else { throw .gone }
      let left: Double = (deadline - .now) / .milliseconds(1)
      guard left > 0 else { throw .silent }
      var polled = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, Int32(min(left + 1, 100))) > 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = stopping_receive(socket.number, &bytes, bytes.count, &descriptor)
      if count < 0, errno == EAGAIN || errno == EINTR { continue }
      guard count > 0 else { throw .gone }
      pending += bytes[..<count]
    }
  }
}
