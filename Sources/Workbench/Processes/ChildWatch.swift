import Foundation

/// The watch over one running child; used by the child's own thread only.
struct ChildWatch {
  let request: ChildRequest
  let child: pid_t
  let start: ContinuousClock.Instant
  let wake: Int32
  /// The pipes that are still open.
  var readers: [ChildRequest.Channel: Descriptor]
  private var outputCount = 0
  private var isDrained = false

  init(
    request: ChildRequest, child: pid_t, start: ContinuousClock.Instant, wake: Int32,
    readers: [ChildRequest.Channel: Descriptor]
  ) {
    self.request = request
    self.child = child
    self.start = start
    self.wake = wake
    self.readers = readers
  }

  /// Returns when the child has ended or must end now; says why it must.
  mutating func wait(isCancelled: () -> Bool) -> ChildReport.Stop? {
    var deadline = request.budget.map { start + $0 }
    var isInGrace = false
    while true {
      pause(until: deadline)
      if isCancelled() { return .cancelled }
      if receive() { return isInGrace ? .deadline : .flooded }
      if hasEnded { return isInGrace ? .deadline : nil }
      guard let moment = deadline, ContinuousClock.now >= moment else { continue }
      if isInGrace { return .deadline }
      isInGrace = true
      deadline = ContinuousClock.now + request.atDeadline(child)
    }
  }

  /// Kills what is left of the group, reads what is left in the pipes, reaps the child.
  mutating func bury() -> ChildReport.End {
    kill(-child, SIGKILL)
    // The leader is dead or dying: this wait is short, and it keeps the number taken.
    while !awaitEnd() { usleep(1000) }
    kill(-child, SIGKILL)
    // What fits into the pipes, no more: a stranger may hold the other end and write for ever.
    isDrained = false
    for _ in 0..<16 where !isDrained { if receive() { break } }
    readers.removeAll()
    var status: Int32 = 0
    var reaped: pid_t
    repeat { reaped = waitpid(child, &status, 0) } while reaped < 0 && errno == EINTR
    // Reaped by someone else (SIGCHLD ignored): no evidence is never a success.
    guard reaped == child else { return .signalled(Int(SIGKILL)) }
    let signal = Int(status & 0x7f)
    return signal == 0 ? .exited(Int(status >> 8) & 0xff) : .signalled(signal)
  }

  /// Sleeps until a pipe, the wake-up or the deadline wants attention, or a heartbeat has passed.
  private func pause(until deadline: ContinuousClock.Instant?) {
    var polled = readers.values.map {
      pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0)
    }
    polled.append(pollfd(fd: wake, events: Int16(POLLIN), revents: 0))
    let heartbeat = readers[.output] == nil ? Limits.farewell : Limits.heartbeat
    let patience = deadline.map { min($0 - .now, heartbeat) } ?? heartbeat
    poll(&polled, nfds_t(polled.count), max(1, Int32(patience / .milliseconds(1))))
  }

  /// Reads once from every pipe and hands the bytes on; true when that was enough.
  private mutating func receive() -> Bool {
    isDrained = true
    for (channel, reader) in readers {
      guard var bytes = reader.read(Limits.read) else { continue }
      guard !bytes.isEmpty else {
        readers[channel] = nil
        continue
      }
      isDrained = false
      let room = request.outputLimit - outputCount
      if channel == .output {
        outputCount += bytes.count
        if bytes.count > room { bytes.removeLast(bytes.count - max(room, 0)) }
      }
      guard bytes.isEmpty || request.received(channel, bytes, ContinuousClock.now - start) else {
        return true
      }
    }
    return outputCount > request.outputLimit
  }

  private var hasEnded: Bool {
    var info = siginfo_t()
    let result = waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT | WNOHANG)
    return result == 0 ? info.si_signo != 0 && isEnd(info) : errno == ECHILD
  }

  /// Waits for the child's end; false: for something else, ask again.
  private func awaitEnd() -> Bool {
    var info = siginfo_t()
    let result = waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT)
    return result == 0 ? isEnd(info) : errno != EINTR
  }

  /// A child that we trace (ptrace(2)) tells of its stops as well, wanted or not.
  private func isEnd(_ info: siginfo_t) -> Bool {
    [CLD_EXITED, CLD_KILLED, CLD_DUMPED].contains(Int(info.si_code))
  }
}
