// What the inspector may take of the unikernel: so much time and so many bytes in each second, on average.
// A full bucket holds what a quarter of a second brings, so that one short answer never waits.

internal import Time

/// Two buckets that fill with time.
struct InspectorBudget {
  /// Nanoseconds of work in a second: a twentieth of the processor.
  static let timeRate: Int64 = 50_000_000
  /// Bytes in and out in a second: a table of 10,000 tasks takes less than one.
  static let byteRate: Int64 = 1 << 20

  private var time = timeRate / 4
  private var bytes = byteRate / 4
  private var filled: Instant

  init(at now: Instant) { filled = now }

  /// Takes what was used; either may go below nothing, since what is done is done, but by no more than a
  /// second's worth: a step that cannot be cut, or a processor that others use, is followed by a pause and
  /// not by silence.
  mutating func spend(_ duration: Duration, bytes count: Int) {
    time = max(time - min(max(duration.nanoseconds, 0), 1 << 40), -Self.timeRate)
    bytes = max(bytes - Int64(count), -Self.byteRate)
  }

  /// When there is something again: `now` when there is.
  mutating func ready(at now: Instant) -> Instant {
    let passed = min((now - filled).nanoseconds, 10_000_000_000)
    if passed > 0 {
      filled = now
      time = min(time + passed * Self.timeRate / 1_000_000_000, Self.timeRate / 4)
      bytes = min(bytes + passed * Self.byteRate / 1_000_000_000, Self.byteRate / 4)
    }
    let lacking = max(
      Self.wait(time, Self.timeRate), Self.wait(bytes, Self.byteRate))
    return lacking > 0 ? now + .nanoseconds(lacking) : now
  }

  /// Nanoseconds until `amount` is positive.
  private static func wait(_ amount: Int64, _ rate: Int64) -> Int64 {
    guard amount <= 0 else { return 0 }
    // In microseconds: the product stays within 64 bits for debts of hours.
    return (1 - amount) / (rate / 1_000_000 + 1) * 1000 + 1_000_000
  }
}
