/// An IPv4 address.
@frozen
public struct IPv4Address: RawRepresentable, Equatable, Hashable, Sendable {
  /// The first byte sent is the highest: 10.0.0.1 is 0x0a000001.
  public let rawValue: UInt32

  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
    rawValue = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
  }

  /// 0.0.0.0: this host, which has no address yet (RFC 1122, section 3.2.1.3 (a)).
  public static var unspecified: Self { Self(rawValue: 0) }
  /// 255.255.255.255: all on this link.
  public static var broadcast: Self { Self(rawValue: 0xffff_ffff) }

  public var isUnspecified: Bool { rawValue == 0 }
  public var isBroadcast: Bool { rawValue == 0xffff_ffff }
  /// 127.0.0.0/8 (RFC 1122, section 3.2.1.3 (g)).
  public var isLoopback: Bool { rawValue >> 24 == 127 }
  /// 224.0.0.0/4 (RFC 5771).
  public var isMulticast: Bool { rawValue >> 28 == 0b1110 }
  /// 169.254.0.0/16 (RFC 3927).
  public var isLinkLocal: Bool { rawValue >> 16 == 0xa9fe }
  /// One that may be a datagram's source: neither group, broadcast, nor of 0.0.0.0/8 or 240.0.0.0/4
  /// (RFC 1122, section 3.2.1.3; RFC 6890).
  public var isUnicast: Bool { rawValue >> 24 != 0 && rawValue >> 28 < 0b1110 }
}
