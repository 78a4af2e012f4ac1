import Kernel

/// Two tasks that sleep at the same time.
enum Heads {
  static func start(console: any Console, clock: any MonotonicClock) async {
    async let heads: Void = say("Heads", after: .seconds(1), console, clock)
    async let tails: Void = say("Tails", after: .seconds(2), console, clock)
    _ = await (heads, tails)
    console.print("Finished")
  }

  private static func say(
    _ text: String, after pause: Duration, _ console: any Console, _ clock: any MonotonicClock
  ) async {
    try? await clock.sleep(for: pause)
    console.print(text)
  }
}
