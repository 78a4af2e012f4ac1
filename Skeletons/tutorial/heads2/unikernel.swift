import Kernel

/// Two tasks that sleep at the same time, as two values that are joined.
enum Heads {
  static func start(console: any Console, clock: any MonotonicClock) async {
    let (heads, tails) = await join(
      {
        try? await clock.sleep(for: .seconds(1))
        console.print("Heads")
        return clock.now
      },
      {
        try? await clock.sleep(for: .seconds(2))
        console.print("Tails")
        return clock.now
      })
    console.print(tails > heads ? "Finished" : "Time ran backwards")
  }
}
