// Sleeping: a continuation in the timer queue, taken out when its deadline comes, its task is cancelled, or the
// signal is raised that it waits for as well.

internal import Devices
internal import Time
internal import _Concurrency

/// True: the deadline came. False: cancelled.
typealias Sleeper = UnsafeContinuation<Bool, Never>

extension Scheduler {
  /// Resumes every task whose deadline has come, in the order of the deadlines.
  func wakeSleepers() {
    Self.wake(&sleepers, now)
  }

  /// Resuming puts a task among the ready ones and runs nothing: the queue is ours meanwhile.
  @inline(__always)
  private static func wake(_ sleepers: inout TimerQueue<Sleeper>, _ now: Instant) {
    while let sleeper = sleepers.popExpired(at: now) {
      sleeper.resume(returning: true)
    }
  }

  /// Suspends the calling task until `deadline`; returns at once when that has passed. A task that is or
  /// gets cancelled does not wait, and leaves no timer.
  ///
  /// Inlined, since an image has one caller: its closures then are too.
  @inline(__always)
  func sleep(until deadline: Instant) async throws(CancellationError) {
    guard !Task.isCancelled else { throw CancellationError() }
    guard deadline > now else { return }
    // Shared with the handler, which runs on this same thread.
    nonisolated(unsafe) var timer = TimerQueue<Sleeper>.Token.none
    let elapsed = await withTaskCancellationHandler {
      await withUnsafeContinuation { (sleeper: Sleeper) in
        timer = sleepers.insert(sleeper, deadline: deadline)
      }
    } onCancel: {
      if let sleeper = sleepers.remove(timer) {
        sleeper.resume(returning: false)
      }
    }
    guard elapsed else { throw CancellationError() }
  }
}

extension Scheduler {
  /// Suspends the calling task until `signal` is raised or `deadline` has come. A task that is or gets cancelled
  /// does not wait, and leaves no timer.
  @inline(__always)
  func wait(for signal: DeviceSignal, until deadline: Instant) async throws(CancellationError) {
    guard !Task.isCancelled else { throw CancellationError() }
    guard deadline > now else { return }
    let isOver = await withTaskCancellationHandler {
      await withUnsafeContinuation { (sleeper: Sleeper) in
        signal.park(sleeper, timer: sleepers.insert(sleeper, deadline: deadline)) { timer in
          sleepers.remove(timer) != nil
        }
      }
    } onCancel: {
      signal.cancel()
    }
    signal.unpark()
    guard isOver else { throw CancellationError() }
  }
}
