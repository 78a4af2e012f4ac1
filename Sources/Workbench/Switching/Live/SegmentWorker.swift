import CSwitching
import Foundation
import Processes
import Time

/// The thread of a segment.
final class SegmentWorker: @unchecked Sendable {
  // Sendable: the engine is only touched with the lock held, the rest by the thread alone.
  private let engine: SegmentEngine
  private let lock: NSLock
  private let wake: Descriptor
  private let clock: HostClock

  init(engine: SegmentEngine, lock: NSLock, wake: Descriptor) {
    self.engine = engine
    self.lock = lock
    self.wake = wake
    clock = engine.clock
  }

  /// Returns when the other end of the wake-up pipe was closed.
  func run() {
    while true {
      lock.lock()
      let ports = engine.ports.filter { !$0.isGone }
      let deadline = engine.deadline
      // Afterwards a plug may be pulled, and the descriptor be closed, at any time.
      var polled = ports.map { port in
        pollfd(
          fd: port.descriptor.number,
          events: Int16(POLLIN) | (port.isWaiting ? Int16(POLLOUT) : 0), revents: 0)
      }
      lock.unlock()
      polled.append(pollfd(fd: wake.number, events: Int16(POLLIN), revents: 0))
      switching_wait(&polled, polled.count, patience(deadline))
      if polled[ports.count].revents != 0, hasEnded { return }
      lock.lock()
      serve(ports, polled)
      lock.unlock()
    }
  }

  private func serve(_ ports: [SegmentPort], _ polled: [pollfd]) {
    engine.expire()
    for (port, state) in zip(ports, polled) {
      // Its plug may have been pulled meanwhile, and its descriptor's number be another's.
      guard state.revents != 0, engine.ports.contains(where: { $0 === port }) else { continue }
      if state.revents & Int16(POLLOUT) != 0 { port.drain() }
      if state.revents & ~Int16(POLLOUT) != 0 { engine.receive(port) }
    }
  }

  private func patience(_ deadline: Instant?) -> Int64 {
    guard let deadline else { return -1 }
    return max(0, (deadline - clock.now).nanoseconds)
  }

  /// Empties the pipe; true at its end.
  private var hasEnded: Bool {
    while let bytes = wake.read(64) { if bytes.isEmpty { return true } }
    return false
  }
}
