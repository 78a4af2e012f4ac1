/// Why a destination cannot be reached (RFC 4443, section 3.1).
public struct ICMPv6Unreachable: RawRepresentable, Equatable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static var noRoute: Self { Self(rawValue: 0) }
  public static var administrativelyProhibited: Self { Self(rawValue: 1) }
  public static var beyondScope: Self { Self(rawValue: 2) }
  public static var address: Self { Self(rawValue: 3) }
  public static var port: Self { Self(rawValue: 4) }
}
