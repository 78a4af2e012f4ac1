// What a task waits for that a driver's handler brings about.
//
//     task     while !condition { try await signal.wait() }
//     handler  make the condition true; signal.raise()
//
// With a deadline it is a clock that waits (`MonotonicClock.wait(for:until:)`): the continuation is then in two
// places, here and in the scheduler's queue of timers, and whoever comes first takes it out of both.

public import Time
public import _Concurrency

/// Lets one task wait until a driver says that something has changed.
public final class DeviceSignal: @unchecked Sendable {
  /// True: raised, or the deadline has come. False: cancelled.
  public typealias Waiter = UnsafeContinuation<Bool, Never>

  private var waiter: Waiter?
  private var timer = TimerQueue<Waiter>.Token.none
  /// Takes the timer out of its queue; false when it has fired. Nil: there is no deadline.
  private var removeTimer: (@Sendable (TimerQueue<Waiter>.Token) -> Bool)?

  public init() {}

  /// True while a task waits.
  public var isAwaited: Bool { unsafe waiter != nil }

  /// Suspends the task until `raise` is called. A second task that waits is a caller's mistake.
  @export(interface)
  public func wait() async throws(CancellationError) {
    guard !Task.isCancelled else { throw CancellationError() }
    let isRaised = await withTaskCancellationHandler {
      await withUnsafeContinuation { (continuation: Waiter) in unsafe park(continuation) }
    } onCancel: {
      cancel()
    }
    guard isRaised else { throw CancellationError() }
  }

  /// Resumes the task that waits, if one does.
  @export(interface)
  public func raise() {
    resume(returning: true)
  }

  private func resume(returning isRaised: Bool) {
    guard let continuation = unsafe waiter else { return }
    unsafe waiter = nil
    // A deadline that came has resumed the task, which did not run yet.
    if let removeTimer = unsafe removeTimer, !(unsafe removeTimer(timer)) { return }
    unsafe continuation.resume(returning: isRaised)
  }
}

// MARK: - For clocks

extension DeviceSignal {
  /// Keeps the continuation of the task that waits from now on.
  @export(interface)
  public func park(_ continuation: Waiter) {
    precondition(!isAwaited, "two tasks wait for the same direction of a device")
    unsafe waiter = continuation
  }

  /// The same for one that is in a queue of timers as well.
  /// - Parameter removeTimer: takes it out there; false when its deadline has come.
  @export(interface)
  public func park(
    _ continuation: Waiter, timer: TimerQueue<Waiter>.Token,
    removeTimer: @escaping @Sendable (TimerQueue<Waiter>.Token) -> Bool
  ) {
    unsafe park(continuation)
    unsafe self.timer = timer
    unsafe self.removeTimer = removeTimer
  }

  /// Resumes the task that waits as a cancelled one.
  @export(interface)
  public func cancel() { resume(returning: false) }

  /// Forgets the task, which runs again: its deadline may have resumed it.
  @export(interface)
  public func unpark() {
    unsafe waiter = nil
    unsafe removeTimer = nil
  }
}
