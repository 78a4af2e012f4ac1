import Kernel

/// Asks three oracles and waits for each as long as it takes. It should not.
enum Visitor {
  static func start(
    console: any Console, clock: any MonotonicClock, name: String, a: Duration, b: Duration,
    c: Duration, silence: Duration
  ) async {
    let first = Oracle(name: "A", time: a, console: console, clock: clock)
    let second = Oracle(name: "B", time: b, console: console, clock: clock)
    let third = Oracle(name: "C", time: c, console: console, clock: clock)
    console.print("Asked by \(name)")

    // The first has a second, not more.
    _ = try? await first.ask()
    console.print("In time")

    // Of the other two, only the one that speaks first is wanted.
    _ = try? await second.ask()
    _ = try? await third.ask()
    console.print("B was first")

    // Nobody should speak from now on.
    try? await clock.sleep(for: silence)
    console.print("Finished")
  }
}
