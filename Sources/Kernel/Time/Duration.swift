/// A length of time in whole nanoseconds, about 292 years at most; may be negative.
///
/// The standard library's `Duration` counts attoseconds in 128 bits, which an image would pay for in
/// code and time; this one shadows it in every module that imports `Time`.
@frozen
public struct Duration: Equatable, Hashable, Comparable, Sendable {
  public let nanoseconds: Int64

  @inlinable
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  public static let zero = Duration(nanoseconds: 0)

  @inlinable
  public static func nanoseconds(_ count: Int64) -> Duration {
    Duration(nanoseconds: count)
  }

  /// Saturates instead of overflowing, as the other units do.
  @inlinable
  public static func microseconds(_ count: Int64) -> Duration {
    scaled(count, by: 1_000)
  }

  @inlinable
  public static func milliseconds(_ count: Int64) -> Duration {
    scaled(count, by: 1_000_000)
  }

  @inlinable
  public static func seconds(_ count: Int64) -> Duration {
    scaled(count, by: 1_000_000_000)
  }

  @inlinable
  public static func < (left: Duration, right: Duration) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  @inlinable
  public static func + (left: Duration, right: Duration) -> Duration {
    let (sum, overflow) = left.nanoseconds.addingReportingOverflow(right.nanoseconds)
    return Duration(nanoseconds: overflow ? (right.nanoseconds < 0 ? .min : .max) : sum)
  }

  @inlinable
  public static func - (left: Duration, right: Duration) -> Duration {
    let (difference, overflow) = left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)
    return Duration(nanoseconds: overflow ? (right.nanoseconds < 0 ? .max : .min) : difference)
  }

  @inlinable
  public static func * (left: Duration, right: Int64) -> Duration {
    scaled(left.nanoseconds, by: right)
  }

  @usableFromInline
  static func scaled(_ count: Int64, by unit: Int64) -> Duration {
    let (product, overflow) = count.multipliedReportingOverflow(by: unit)
    let negative = (count < 0) != (unit < 0)
    return Duration(nanoseconds: overflow ? (negative ? .min : .max) : product)
  }
}
