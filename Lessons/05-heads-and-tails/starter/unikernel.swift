import Kernel

/// Tosses two coins, one after the other. Both should be in the air at the same time.
enum Heads {
  static func start(
    console: any Console, clock: any MonotonicClock, name: String, heads: Duration, tails: Duration
  ) async {
    console.print("Toss, \(name)")
    await toss("Heads, \(name)", heads, console, clock)
    await toss("Tails, \(name)", tails, console, clock)
    console.print("Finished")
  }

  /// Prints `side` when the coin falls.
  static func toss(
    _ side: String, _ flight: Duration, _ console: any Console, _ clock: any MonotonicClock
  ) async {
    try? await clock.sleep(for: flight)
    console.print(side)
  }
}
