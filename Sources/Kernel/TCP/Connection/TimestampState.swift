internal import Time
internal import Wire

/// Timestamps of a connection (RFC 7323, sections 3 and 5).
struct TimestampState {
  /// Both sides use them.
  var isUsed: Bool
  /// Added to the clock, so that nobody learns how long this side has been up (RFC 7323, section 5.4).
  let offset: UInt32
  /// TS.Recent.
  var recent: UInt32 = 0
  /// When it was set: older than 24 days, it proves nothing (RFC 7323, section 5.5).
  var recentAt: Instant = .zero

  /// TSval: milliseconds.
  func value(_ now: Instant) -> UInt32 {
    UInt32(truncatingIfNeeded: now.nanoseconds / 1_000_000) &+ offset
  }

  static var validity: Duration { .seconds(24 * 86400) }

  /// PAWS: whether a segment with this value is from an earlier turn of the sequence numbers.
  func isOld(_ value: UInt32, _ now: Instant) -> Bool {
    Int32(bitPattern: value &- recent) < 0 && now - recentAt < Self.validity
  }
}
