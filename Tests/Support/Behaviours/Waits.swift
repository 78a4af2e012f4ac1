import Kernel

/// Spends time.
enum Waits {
  static func run(_ system: Guest) async {
    switch system.behaviour {
    case "flood": flood(system)
    case "spin": spin(system)
    case "halt": await waitForNothing()
    case "sleep": await sleep(system)
    case "clock": await tellTheTime(system)
    default: await yieldForever(system)
    }
  }

  /// Prints a gibibyte.
  private static func flood(_ system: Guest) {
    let line = String(repeating: "all work and no play ", count: 50)
    var rest = 1 << 30
    while rest > 0 {
      system.console.print(line)
      rest -= line.utf8.count + 1
    }
  }

  @inline(never)
  private static func spin(_ system: Guest) {
    system.console.print("spinning")
    while !stopped { turns = turns &* 3 &+ 1 }  // line: spin
    system.console.print("never")
  }

  nonisolated(unsafe) private static var stopped = false
  nonisolated(unsafe) private static var turns = 1

  @inline(never)
  private static func waitForNothing() async {
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
  }

  /// Sleeps for so many milliseconds.
  private static func sleep(_ system: Guest) async {
    let start = system.clock.now
    system.console.print("asleep")
    try? await system.clock.sleep(for: .milliseconds(Int64(system.number)))
    system.console.print("slept \((system.clock.now - start).nanoseconds)")
  }

  /// Says the time every ten milliseconds, so many times.
  private static func tellTheTime(_ system: Guest) async {
    for _ in 0..<system.number {
      system.console.print("now \(system.clock.now.nanoseconds)")
      try? await system.clock.sleep(for: .milliseconds(10))
    }
  }

  /// One task that yields for ever, and one that sleeps.
  private static func yieldForever(_ system: Guest) async {
    let busy = Task {
      while true { await Task.yield() }
    }
    for count in 1...3 {
      try? await system.clock.sleep(for: .milliseconds(20))
      system.console.print("awake \(count)")
    }
    busy.cancel()
  }
}
