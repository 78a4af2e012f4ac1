import Kernel

/// Stands in for a network: pauses and lines that look random, and are the same for the same seed.
struct Source: Sendable {
  private var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

  /// Up to a quarter of a second.
  mutating func nextPause() -> Duration {
    .milliseconds(Int64(next() % 250))
  }

  /// One to twenty letters.
  mutating func nextLine() -> String {
    var line = ""
    for _ in 0...(next() % 20) {
      line.append(Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(next() % 26))))
    }
    return line
  }

  /// A linear congruential generator (Knuth, MMIX): good enough for pauses, never for secrets.
  private mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
