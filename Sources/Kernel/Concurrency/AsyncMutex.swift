public import _Concurrency

/// A lock that a task may hold while it waits for something else.
///
/// Between two `await`s nothing else runs, so most state needs no lock; what must stay consistent across an
/// `await` does. Fair: the lock is handed to the task that has waited longest, and nobody gets in between.
/// It knows no owner: a task that locks twice waits for itself.
public final class AsyncMutex: @unchecked Sendable {
  public private(set) var isLocked = false
  private let waiters = WaitQueue<Void>()

  public init() {}

  /// Waits until the lock is free, and takes it.
  ///
  /// Cancellation: a task that is or gets cancelled leaves the queue and does not have the lock; one that
  /// was handed it has it, and unlocks.
  @export(interface)
  public func lock() async throws(CancellationError) {
    guard !Task.isCancelled else { throw CancellationError() }
    guard isLocked else {
      isLocked = true
      return
    }
    // Whoever unlocks passes the lock on locked.
    guard await waiters.wait() else { throw CancellationError() }
  }

  /// Takes the lock if it is free; never waits.
  public func tryLock() -> Bool {
    guard !isLocked else { return false }
    isLocked = true
    return true
  }

  /// Passes the lock to the task that has waited longest, which runs when its turn comes.
  /// - Precondition: it is locked.
  public func unlock() {
    precondition(isLocked, "unlock of a mutex that is not locked")
    if !waiters.resumeFirst() { isLocked = false }
  }

  /// As `lock`, whether the task is cancelled or not.
  func lockRegardless() async {
    guard isLocked else {
      isLocked = true
      return
    }
    await waiters.waitRegardless(as: Waiter(()))
  }
}

extension AsyncMutex {
  /// Runs `body` with the lock held; it is unlocked however the body ends.
  /// - Throws: `cancelled`, without running the body, as `lock` does; or what the body throws.
  nonisolated(nonsending)
    public func withLock<Success, Failure: Error>(
      _ body: nonisolated(nonsending) () async throws(Failure) -> Success
    ) async throws(TurnFailure<Failure>) -> Success
  {
    do throws(CancellationError) { try await lock() } catch { throw .cancelled }
    defer { unlock() }
    do throws(Failure) { return try await body() } catch { throw .failed(error) }
  }

  /// Runs `body` with the lock held.
  /// - Throws: `CancellationError`, without running the body, as `lock` does.
  nonisolated(nonsending)
    public func withLock<Success>(
      _ body: nonisolated(nonsending) () async -> Success
    ) async throws(CancellationError) -> Success
  {
    try await lock()
    defer { unlock() }
    return await body()
  }
}
