import Kernel

/// Tosses two coins, one after the other. It should toss them at once, and wait for both.
enum Coins {
  static func start(
    console: any Console, clock: any MonotonicClock, name: String, heads: Duration, tails: Duration
  ) async {
    console.print("Tossed by \(name)")
    await toss("Heads", landing: heads, console, clock)
    await toss("Tails", landing: tails, console, clock)
    console.print("Finished")
  }

  /// A coin that lands after a time.
  static func toss(
    _ side: String, landing time: Duration, _ console: any Console, _ clock: any MonotonicClock
  ) async {
    try? await clock.sleep(for: time)
    console.print(side)
  }
}
