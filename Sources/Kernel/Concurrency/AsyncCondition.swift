public import _Concurrency

/// Something that tasks wait to be told of: that a state, which they then look at, has changed.
///
///     while queue.isEmpty { try await notEmpty.wait(releasing: mutex) }
///
/// A signal is not kept: who begins to wait later does not see it. Nobody wakes up without one, but others may
/// run before a woken task does, so the state is looked at again, in a loop. Fair: first come, first served.
public final class AsyncCondition: @unchecked Sendable {
  private let waiters = WaitQueue<Void>()

  public init() {}

  /// Waits for a signal. For state that is only changed between two `await`s; else see `wait(releasing:)`.
  ///
  /// Cancellation: a task that is or gets cancelled stops waiting, and takes no signal from the others.
  @export(interface)
  public func wait() async throws(CancellationError) {
    guard await waiters.wait() else { throw CancellationError() }
  }

  /// Unlocks `mutex`, waits for a signal and locks it again; nothing can happen between the first two.
  ///
  /// Cancellation: as `wait`, but the mutex is locked again first: it is held whether this throws or not.
  /// - Precondition: the calling task holds `mutex`.
  @export(interface)
  public func wait(releasing mutex: AsyncMutex) async throws(CancellationError) {
    guard !Task.isCancelled else { throw CancellationError() }
    mutex.unlock()
    let isSignalled = await waiters.wait()
    await mutex.lockRegardless()
    guard isSignalled else { throw CancellationError() }
  }

  /// Wakes the task that has waited longest, if any waits.
  @export(interface)
  public func signal() {
    _ = waiters.resumeFirst()
  }

  /// Wakes all tasks that wait now, in the order in which they came.
  @export(interface)
  public func broadcast() {
    while waiters.resumeFirst() {}
  }
}
