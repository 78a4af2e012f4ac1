import Kernel

/// Says what it was told to, four times.
enum Hello {
  static func start(console: any Console, clock: any MonotonicClock, hello: String) async {
    for _ in 1...4 {
      console.print(hello)
      try? await clock.sleep(for: .seconds(1))
    }
  }
}
