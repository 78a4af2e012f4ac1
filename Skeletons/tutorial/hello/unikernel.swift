import Kernel

/// Four greetings, a second apart.
enum Hello {
  static func start(console: any Console, clock: any MonotonicClock) async {
    for _ in 1...4 {
      console.print("hello")
      try? await clock.sleep(for: .seconds(1))
    }
  }
}
