/// Which time was over (RFC 792; RFC 4443, section 3.3).
public struct ICMPTimeExceeded: RawRepresentable, Equatable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Time to live, or hop limit.
  public static var inTransit: Self { Self(rawValue: 0) }
  public static var reassembly: Self { Self(rawValue: 1) }
}
