/// An address of a network card (IEEE 802, EUI-48): six bytes.
@frozen
public struct MACAddress: Equatable, Hashable, Sendable {
  /// The first byte sent is the highest of the lower 48 bits; the upper 16 are zero.
  public let rawValue: UInt64

  /// - Parameter rawValue: the upper 16 bits do not count.
  @inlinable
  public init(rawValue: UInt64) { self.rawValue = rawValue & 0xffff_ffff_ffff }

  @inlinable
  public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ e: UInt8, _ f: UInt8) {
    let upper = UInt64(a) << 40 | UInt64(b) << 32 | UInt64(c) << 24
    rawValue = upper | UInt64(d) << 16 | UInt64(e) << 8 | UInt64(f)
  }

  public static var unspecified: Self { Self(rawValue: 0) }
  public static var broadcast: Self { Self(rawValue: 0xffff_ffff_ffff) }

  /// To a group, or to all: the lowest bit of the first byte.
  @inlinable public var isMulticast: Bool { rawValue >> 40 & 1 == 1 }
  @inlinable public var isBroadcast: Bool { rawValue == 0xffff_ffff_ffff }
  /// Chosen here, not by a maker: the second lowest bit of the first byte.
  @inlinable public var isLocallyAdministered: Bool { rawValue >> 41 & 1 == 1 }
  /// One that a card may have.
  @inlinable public var isUnicast: Bool { !isMulticast && rawValue != 0 }

  /// The group's address for an IPv4 group (RFC 1112, section 6.4): 01:00:5e and its lower 23 bits.
  public init(group: IPv4Address) {
    rawValue = 0x0100_5e00_0000 | UInt64(group.rawValue & 0x7f_ffff)
  }

  /// The group's address for an IPv6 group (RFC 2464, section 7): 33:33 and its lower 32 bits.
  public init(group: IPv6Address) {
    rawValue = 0x3333_0000_0000 | group.low & 0xffff_ffff
  }
}
