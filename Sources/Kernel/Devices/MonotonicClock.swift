public import Time
public import _Concurrency

/// A clock that never goes back. It knows how long ago the unikernel started, not what day it is.
public protocol MonotonicClock: AnyObject, Sendable {
  var now: Instant { get }

  /// Suspends the calling task until `deadline`; others run meanwhile, and when there are none the
  /// processor halts. Returns at once when the deadline has passed.
  /// - Throws: `CancellationError`, without delay, when the task is or gets cancelled.
  func sleep(until deadline: Instant) async throws(CancellationError)

  /// Suspends the calling task until `signal` is raised or `deadline` has come, whichever is first. Allocates
  /// nothing.
  /// - Throws: `CancellationError`, without delay, when the task is or gets cancelled.
  func wait(for signal: DeviceSignal, until deadline: Instant) async throws(CancellationError)
}

extension MonotonicClock {
  /// Suspends the calling task for `duration`, reckoned from now. See `sleep(until:)`.
  @export(implementation)
  public func sleep(for duration: Duration) async throws(CancellationError) {
    try await sleep(until: now + duration)
  }
}
