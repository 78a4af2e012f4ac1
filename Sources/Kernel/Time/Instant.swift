/// A point of the monotonic clock: nanoseconds since about the start of the unikernel. Not calendar
/// time, and of no meaning to another boot.
@frozen
public struct Instant: Equatable, Hashable, Comparable, Sendable {
  public let nanoseconds: UInt64

  @inlinable
  public init(nanoseconds: UInt64) {
    self.nanoseconds = nanoseconds
  }

  /// Where the clock starts.
  public static let zero = Instant(nanoseconds: 0)
  /// Never reached: the deadline of what has none.
  public static let distantFuture = Instant(nanoseconds: .max)

  @inlinable
  public static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// Saturates at `zero` and `distantFuture`.
  @inlinable
  public static func + (left: Instant, right: Duration) -> Instant {
    let magnitude = right.nanoseconds.magnitude
    if right.nanoseconds >= 0 {
      let (sum, overflow) = left.nanoseconds.addingReportingOverflow(magnitude)
      return overflow ? .distantFuture : Instant(nanoseconds: sum)
    }
    return Instant(nanoseconds: left.nanoseconds > magnitude ? left.nanoseconds - magnitude : 0)
  }

  @inlinable
  public static func - (left: Instant, right: Duration) -> Instant {
    left + Duration(nanoseconds: right.nanoseconds == .min ? .max : -right.nanoseconds)
  }

  /// Saturates at the longest `Duration`.
  @inlinable
  public static func - (left: Instant, right: Instant) -> Duration {
    let later = left >= right
    let distance =
      later ? left.nanoseconds - right.nanoseconds : right.nanoseconds - left.nanoseconds
    let clamped = distance > UInt64(Int64.max) ? Int64.max : Int64(distance)
    return Duration(nanoseconds: later ? clamped : -clamped)
  }
}
