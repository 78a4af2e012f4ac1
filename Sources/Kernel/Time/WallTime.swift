/// A point of calendar time: seconds since 1970-01-01T00:00:00Z (UTC, leap seconds not counted) and
/// nanoseconds. Always within the years 0 to 9999 of the Gregorian calendar, reckoned backwards before
/// 1582 too: what RFC 3339 can write.
@frozen
public struct WallTime: Equatable, Hashable, Comparable, Sendable {
  /// Whole seconds since 1970, rounded down; negative before.
  public let seconds: Int64
  /// What is left: 0...999_999_999.
  public let nanosecond: Int32

  /// The first second of the year 0 and the last of 9999.
  @usableFromInline static let secondsLimits: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

  /// Nil outside of the years 0 to 9999, and for a nanosecond outside of its second.
  @inlinable
  public init?(seconds: Int64, nanosecond: Int32 = 0) {
    guard WallTime.secondsLimits.contains(seconds), nanosecond >= 0, nanosecond < 1_000_000_000
    else { return nil }
    self.seconds = seconds
    self.nanosecond = nanosecond
  }

  /// From 1677 to 2262: what 64 bits of nanoseconds reach.
  @inlinable
  public init(nanosecondsSinceEpoch count: Int64) {
    let (quotient, remainder) = count.quotientAndRemainder(dividingBy: 1_000_000_000)
    seconds = remainder < 0 ? quotient - 1 : quotient
    nanosecond = Int32(truncatingIfNeeded: remainder < 0 ? remainder + 1_000_000_000 : remainder)
  }

  /// For values that are within the limits.
  private init(_ seconds: Int64, _ nanosecond: Int32) {
    self.seconds = seconds
    self.nanosecond = nanosecond
  }

  /// 1970-01-01T00:00:00Z.
  public static let epoch = WallTime(nanosecondsSinceEpoch: 0)

  @inlinable
  public static func < (left: WallTime, right: WallTime) -> Bool {
    left.seconds == right.seconds
      ? left.nanosecond < right.nanosecond : left.seconds < right.seconds
  }

  /// Saturates at the ends of the years 0 and 9999.
  public static func + (left: WallTime, right: Duration) -> WallTime {
    let step = WallTime(nanosecondsSinceEpoch: right.nanoseconds)
    let nanosecond = left.nanosecond + step.nanosecond
    let carries = nanosecond >= 1_000_000_000
    let seconds = left.seconds + step.seconds + (carries ? 1 : 0)
    guard seconds >= secondsLimits.lowerBound else { return WallTime(secondsLimits.lowerBound, 0) }
    guard seconds <= secondsLimits.upperBound else {
      return WallTime(secondsLimits.upperBound, 999_999_999)
    }
    return WallTime(seconds, carries ? nanosecond - 1_000_000_000 : nanosecond)
  }

  /// How long after `right`; saturates at the longest `Duration`.
  public static func - (left: WallTime, right: WallTime) -> Duration {
    .seconds(left.seconds - right.seconds)
      + .nanoseconds(Int64(left.nanosecond) - Int64(right.nanosecond))
  }
}
