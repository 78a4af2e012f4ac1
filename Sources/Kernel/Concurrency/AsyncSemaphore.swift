public import _Concurrency

/// A number of permits that tasks take and give back: how many may do something at once.
///
/// Fair: a permit goes to the task that has waited longest, and nobody gets in between.
public final class AsyncSemaphore: @unchecked Sendable {
  /// How many may be taken without waiting.
  public private(set) var permits: Int
  private let waiters = WaitQueue<Void>()

  /// - Precondition: `permits` is not negative.
  public init(permits: Int) {
    precondition(permits >= 0, "a semaphore cannot owe permits")
    self.permits = permits
  }

  /// Waits for a permit, and takes it.
  ///
  /// Cancellation: a task that is or gets cancelled leaves the queue and takes none; one that was handed a
  /// permit has it, and gives it back.
  @export(interface)
  public func wait() async throws(CancellationError) {
    guard !Task.isCancelled else { throw CancellationError() }
    guard permits == 0 else {
      permits -= 1
      return
    }
    guard await waiters.wait() else { throw CancellationError() }
  }

  /// Takes a permit if there is one; never waits.
  public func tryWait() -> Bool {
    guard permits > 0 else { return false }
    permits -= 1
    return true
  }

  /// Gives a permit, to the task that has waited longest if any waits. Whoever has none may give one too.
  @export(interface)
  public func signal() {
    if !waiters.resumeFirst() { permits += 1 }
  }
}

extension AsyncSemaphore {
  /// Runs `body` with a permit, which is given back however the body ends.
  /// - Throws: `cancelled`, without running the body, as `wait` does; or what the body throws.
  nonisolated(nonsending)
    public func withPermit<Success, Failure: Error>(
      _ body: nonisolated(nonsending) () async throws(Failure) -> Success
    ) async throws(TurnFailure<Failure>) -> Success
  {
    do throws(CancellationError) { try await wait() } catch { throw .cancelled }
    defer { signal() }
    do throws(Failure) { return try await body() } catch { throw .failed(error) }
  }

  /// Runs `body` with a permit.
  /// - Throws: `CancellationError`, without running the body, as `wait` does.
  nonisolated(nonsending)
    public func withPermit<Success>(
      _ body: nonisolated(nonsending) () async -> Success
    ) async throws(CancellationError) -> Success
  {
    try await wait()
    defer { signal() }
    return await body()
  }
}
