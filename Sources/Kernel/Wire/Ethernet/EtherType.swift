/// What an Ethernet frame carries (IEEE 802 Numbers at IANA): 1536 or more.
@frozen
public struct EtherType: RawRepresentable, Equatable, Hashable, Sendable {
  public let rawValue: UInt16

  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static var ipv4: Self { Self(rawValue: 0x0800) }
  public static var arp: Self { Self(rawValue: 0x0806) }
  public static var ipv6: Self { Self(rawValue: 0x86dd) }
  /// A tag follows (IEEE 802.1Q).
  static var tag: Self { Self(rawValue: 0x8100) }

  /// Less is a length (IEEE 802.3, 3.2.6).
  static var lowest: UInt16 { 1536 }
}
