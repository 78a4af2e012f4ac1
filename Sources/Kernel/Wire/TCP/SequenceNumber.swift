// Numbers of bytes in a connection's stream, modulo 2^32 (RFC 9293, section 3.4).
//
// Which of two is the earlier is decided by the shorter way around the circle, as RFC 1982 does for serial
// numbers. Numbers that are just 2^31 apart have no order: neither is less than the other. The order is not
// transitive, so this is no `Comparable`.

/// The number of a byte in the stream, or of a SYN or FIN.
@frozen
public struct SequenceNumber: BitwiseCopyable, RawRepresentable, Equatable, Hashable, Sendable {
  public let rawValue: UInt32

  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
  @inlinable public init(_ number: UInt32) { rawValue = number }

  /// The number so many further on, around the circle.
  @inlinable
  public static func + (number: Self, distance: Int) -> Self {
    Self(number.rawValue &+ UInt32(truncatingIfNeeded: distance))
  }

  /// The number so many before, around the circle.
  @inlinable
  public static func - (number: Self, distance: Int) -> Self {
    Self(number.rawValue &- UInt32(truncatingIfNeeded: distance))
  }

  /// How far it is from `right` to `left`, the shorter way: -2^31 to 2^31 - 1.
  @inlinable
  public static func - (left: Self, right: Self) -> Int {
    Int(Int32(bitPattern: left.rawValue &- right.rawValue))
  }

  @inlinable
  public static func += (number: inout Self, distance: Int) { number = number + distance }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    left - right < 0 && left.rawValue &- right.rawValue != 1 << 31
  }

  @inlinable
  public static func <= (left: Self, right: Self) -> Bool { left == right || left < right }

  @inlinable
  public static func > (left: Self, right: Self) -> Bool { right < left }

  @inlinable
  public static func >= (left: Self, right: Self) -> Bool { right <= left }

  /// Whether the number is one of the `count` from `start` on: right for any count below 2^32.
  @inlinable
  public func isWithin(_ count: Int, from start: Self) -> Bool {
    Int(rawValue &- start.rawValue) < count
  }
}
