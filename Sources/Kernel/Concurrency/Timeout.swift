// A time limit: a race of the body with an alarm, that the body must end in any case.

public import Devices
public import Time
internal import _Concurrency

/// Runs `body`, but at most until `deadline`.
///
/// When the deadline comes first the body is cancelled, and awaited; whatever it still returns or throws is
/// dropped. So a body that does not heed cancellation holds its caller up. A body that ends without ever
/// waiting is in time, even if the deadline has passed.
///
/// Cancellation: passed on to the body, which then decides what comes of it. No timer is left.
///
/// - Throws: `timedOut`, or what the body throws.
public func withDeadline<Success: Sendable, Failure: Error>(
  _ deadline: Instant, on clock: any MonotonicClock,
  _ body: @escaping @Sendable () async throws(Failure) -> Success
) async throws(TimeoutFailure<Failure>) -> Success {
  let result = await outcome(by: deadline, clock, body)
  guard let result else { throw .timedOut }
  switch result {
  case .success(let value): return value
  case .failure(let failure): throw .failed(failure)
  }
}

/// Runs `body`, but at most until `deadline`; see above.
/// - Throws: `TimedOut`.
public func withDeadline<Success: Sendable>(
  _ deadline: Instant, on clock: any MonotonicClock,
  _ body: @escaping @Sendable () async -> Success
) async throws(TimedOut) -> Success {
  let result = await outcome(by: deadline, clock, body)
  guard case .success(let value)? = result else { throw TimedOut() }
  return value
}

/// Runs `body`, but at most for `duration`, reckoned from now; see `withDeadline`.
/// - Throws: `timedOut`, or what the body throws.
public func withTimeout<Success: Sendable, Failure: Error>(
  _ duration: Duration, on clock: any MonotonicClock,
  _ body: @escaping @Sendable () async throws(Failure) -> Success
) async throws(TimeoutFailure<Failure>) -> Success {
  try await withDeadline(clock.now + duration, on: clock, body)
}

/// Runs `body`, but at most for `duration`, reckoned from now; see `withDeadline`.
/// - Throws: `TimedOut`.
public func withTimeout<Success: Sendable>(
  _ duration: Duration, on clock: any MonotonicClock,
  _ body: @escaping @Sendable () async -> Success
) async throws(TimedOut) -> Success {
  try await withDeadline(clock.now + duration, on: clock, body)
}

/// What the body came to; nil when the alarm rang first.
private func outcome<Success: Sendable, Failure: Error>(
  by deadline: Instant, _ clock: any MonotonicClock,
  _ body: @escaping @Sendable () async throws(Failure) -> Success
) async -> Result<Success, Failure>? {
  await withTaskGroup(of: Contender<Success, Failure>.self) { group in
    group.addTask { .body(await outcome(of: body)) }
    group.addTask { .alarm(rang: await alarm(deadline, clock)) }
    while let contender = await group.next() {
      switch contender {
      // The caller was cancelled, and so the alarm; the body ends as it likes.
      case .alarm(rang: false): continue
      case .alarm(rang: true):
        group.cancelAll()
        return nil
      case .body(let result):
        group.cancelAll()
        return result
      }
    }
    return nil
  }
}

private enum Contender<Success: Sendable, Failure: Error>: Sendable {
  case body(Result<Success, Failure>)
  case alarm(rang: Bool)
}

/// Sleeps; false when cancelled.
private func alarm(_ deadline: Instant, _ clock: any MonotonicClock) async -> Bool {
  do throws(CancellationError) {
    try await clock.sleep(until: deadline)
    return true
  } catch {
    return false
  }
}
