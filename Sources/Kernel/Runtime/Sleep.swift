// Sleeping: a continuation in the timer queue, taken out when its deadline comes or its task is cancelled.

#if hasFeature(Embedded)
  internal import Platform
  internal import Time
  public import _Concurrency

  /// True: the deadline came. False: cancelled.
  typealias Sleeper = UnsafeContinuation<Bool, Never>

  /// One thread and no preemption: no lock.
  nonisolated(unsafe) var sleepers = TimerQueue<Sleeper>()

  /// Resumes every task whose deadline has come.
  func wakeSleepers() {
    let now = Instant(nanoseconds: platform_clock_monotonic())
    while let sleeper = sleepers.popExpired(at: now) {
      sleeper.resume(returning: true)
    }
  }

  /// Where the cancellation handler finds the timer.
  private final class Ticket {
    var token: TimerQueue<Sleeper>.Token?
  }

  func sleepUntil(_ deadline: Instant) async throws(CancellationError) {
    guard !Task.isCancelled else { throw CancellationError() }
    guard deadline.nanoseconds > platform_clock_monotonic() else { return }
    // Shared with the handler, which runs on this same thread.
    nonisolated(unsafe) let ticket = Ticket()
    let elapsed = await withTaskCancellationHandler {
      await withUnsafeContinuation { (sleeper: Sleeper) in
        ticket.token = sleepers.insert(sleeper, deadline: deadline)
      }
    } onCancel: {
      if let token = ticket.token, let sleeper = sleepers.remove(token) {
        sleeper.resume(returning: false)
      }
    }
    guard elapsed else { throw CancellationError() }
  }
#endif
