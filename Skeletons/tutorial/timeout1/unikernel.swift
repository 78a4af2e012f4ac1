import Kernel

/// Waits for a coin, but not for ever: a time limit made by hand.
enum Toss {
  static func start(
    console: any Console, clock: any MonotonicClock, headsAfter: Duration, limit: Duration
  ) async {
    // The first to end wins; the other is cancelled, and has ended when `race` returns.
    let side = await race(
      { await toss(console, clock, headsAfter) },
      { await alarm(clock, limit) })
    if let side {
      console.print("Returned " + side)
    } else {
      console.print("Too late")
    }
  }

  /// The side of the coin, after a while. A sleep throws when its task is cancelled.
  private static func toss(
    _ console: any Console, _ clock: any MonotonicClock, _ pause: Duration
  ) async -> String? {
    do throws(CancellationError) {
      try await clock.sleep(for: pause)
      return "Heads"
    } catch {
      console.print("Cancelled")
      return nil
    }
  }

  /// Nothing, when the time is over.
  private static func alarm(_ clock: any MonotonicClock, _ limit: Duration) async -> String? {
    try? await clock.sleep(for: limit)
    return nil
  }
}
