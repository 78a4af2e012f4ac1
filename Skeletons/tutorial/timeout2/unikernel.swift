import Kernel

/// Waits for a coin, but not for ever.
enum Toss {
  static func start(
    console: any Console, clock: any MonotonicClock, headsAfter: Duration, limit: Duration
  ) async {
    do throws(TimeoutFailure<CancellationError>) {
      // A closure that throws says what: nothing is inferred here.
      let side = try await withTimeout(limit, on: clock) { () async throws(CancellationError) in
        try await clock.sleep(for: headsAfter)
        return "Heads"
      }
      console.print("Returned " + side)
    } catch {
      switch error {
      case .timedOut: console.print("Too late")
      // Somebody else cancelled us, which nobody does here.
      case .failed: console.print("Cancelled")
      }
    }
  }
}
