#if hasFeature(Embedded)
  internal import Time
  internal import _Concurrency

  /// Suspends the calling task by the platform's clock. See `Scheduler.sleep(until:)`.
  @export(interface)
  func sleepUntil(_ deadline: Instant) async throws(CancellationError) {
    try await Executor().sleep(until: deadline)
  }
#endif
