// How long the same work takes, by the time-stamp counter: caches, interrupts and the machines around this
// one make it differ. Nobody can say how much of that somebody else cannot tell, least of all in a virtual
// machine; so it is mixed in and credited with a 32nd of a bit, and is not enough alone.

internal import Platform

struct Jitter {
  static let credit = 1.0 / 32

  private var memory = [UInt32](repeating: 1, count: 1024)
  private var place: UInt32 = 1
  private var last = platform_random_time_stamp()

  /// The low bits of how long a walk through memory took, each step of which depends on the last.
  mutating func sample() -> UInt8 {
    for _ in 0..<32 {
      place = place &* 1_664_525 &+ 1_013_904_223
      let index = Int(place >> 22)
      memory[index] = memory[index] &+ place
      place ^= memory[index] >> 7
    }
    let now = platform_random_time_stamp()
    let passed = now &- last
    last = now
    place ^= UInt32(truncatingIfNeeded: now)
    return UInt8(truncatingIfNeeded: passed)
  }
}
