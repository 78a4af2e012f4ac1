import Kernel

/// Tells the time once a second, by both clocks.
enum SpeakingClock {
  static func start(
    console: any Console, clock: any MonotonicClock, wallClock: any WallClock, seconds: Int
  ) async {
    guard seconds > 0 else { return }
    let begin = clock.now
    for await tick in every(.seconds(1), on: clock) {
      let elapsed = (clock.now - begin).nanoseconds / 1_000_000_000
      console.print("It is \(wallClock.now.rfc3339), \(elapsed) s after the start")
      if tick.number >= seconds { break }
    }
  }
}
