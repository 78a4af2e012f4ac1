/// Why a destination cannot be reached (RFC 792; RFC 1122, section 3.2.2.1; RFC 1812, section 5.2.7.1).
public struct ICMPv4Unreachable: RawRepresentable, Equatable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static var network: Self { Self(rawValue: 0) }
  public static var host: Self { Self(rawValue: 1) }
  public static var `protocol`: Self { Self(rawValue: 2) }
  public static var port: Self { Self(rawValue: 3) }
  /// The datagram is longer than the next link takes, and may not be fragmented.
  public static var fragmentationNeeded: Self { Self(rawValue: 4) }
  public static var sourceRouteFailed: Self { Self(rawValue: 5) }
  public static var administrativelyProhibited: Self { Self(rawValue: 13) }
}
