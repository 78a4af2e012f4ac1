/// An IPv6 address (RFC 4291).
@frozen
public struct IPv6Address: BitwiseCopyable, Equatable, Hashable, Sendable {
  /// The first eight bytes, the first sent being the highest.
  public let high: UInt64
  /// The last eight bytes.
  public let low: UInt64

  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// `::`
  public static var unspecified: Self { Self(high: 0, low: 0) }
  /// `::1`
  public static var loopback: Self { Self(high: 0, low: 1) }
  /// `ff02::1`
  public static var allNodes: Self { Self(high: 0xff02_0000_0000_0000, low: 1) }
  /// `ff02::2`
  public static var allRouters: Self { Self(high: 0xff02_0000_0000_0000, low: 2) }
  /// `ff02::16` (RFC 3810, section 5.2.14)
  public static var allMLDv2Routers: Self { Self(high: 0xff02_0000_0000_0000, low: 0x16) }

  public var isUnspecified: Bool { high == 0 && low == 0 }
  public var isLoopback: Bool { high == 0 && low == 1 }
  /// ff00::/8
  public var isMulticast: Bool { high >> 56 == 0xff }
  /// fe80::/10
  public var isLinkLocal: Bool { high >> 54 == 0xfe80 >> 6 }
  /// fc00::/7 (RFC 4193)
  public var isUniqueLocal: Bool { high >> 57 == 0xfc >> 1 }
  /// Of a group: how far it reaches; 1 interface, 2 link, 5 site, 14 world (RFC 7346).
  public var multicastScope: UInt8? {
    isMulticast ? UInt8(truncatingIfNeeded: high >> 48 & 15) : nil
  }

  /// The group in which neighbours with this address are asked for (RFC 4291, section 2.7.1):
  /// ff02::1:ff00:0 and the lower 24 bits.
  public var solicitedNode: IPv6Address {
    Self(high: 0xff02_0000_0000_0000, low: 0x1_ff00_0000 | low & 0xff_ffff)
  }

  /// An IPv4 address as one of IPv6 (RFC 4291, section 2.5.5.2): `::ffff:10.0.0.1`.
  public init(mapped address: IPv4Address) {
    self.init(high: 0, low: 0xffff_0000_0000 | UInt64(address.rawValue))
  }

  /// The IPv4 address that this one stands for.
  public var mapped: IPv4Address? {
    guard high == 0, low >> 32 == 0xffff else { return nil }
    return IPv4Address(rawValue: UInt32(truncatingIfNeeded: low))
  }

  /// The identifier of an interface made from its card's address (RFC 4291, appendix A): the lower half of
  /// an address.
  public static func interfaceIdentifier(of address: MACAddress) -> UInt64 {
    let upper = (address.rawValue >> 24 ^ 0x02_0000) << 40
    return upper | 0xff_fe00_0000 | address.rawValue & 0xff_ffff
  }
}
