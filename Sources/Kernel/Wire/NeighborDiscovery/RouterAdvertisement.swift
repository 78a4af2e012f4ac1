// Here is a router (RFC 4861, section 4.2; preference: RFC 4191, section 2.2; resolvers: RFC 8106).
//
//     | 134 | 0 | checksum 16                       |
//     | hop limit 8 | M O 0 P P 0 3 | lifetime 16   |
//     | reachable time 32                           |
//     | retransmission timer 32                     |   then options

public import Bytes

/// What a router tells the hosts of its link.
public struct RouterAdvertisement: Equatable, Sendable {
  /// For datagrams that are sent; 0: not said.
  public var currentHopLimit: UInt8
  /// Addresses come from DHCPv6.
  public var isManaged: Bool
  /// Other settings come from DHCPv6.
  public var hasOtherConfiguration: Bool
  public var preference: RouterPreference
  /// Seconds for which it is a default router; 0: it is none.
  public var routerLifetime: UInt16
  /// Milliseconds; 0: not said.
  public var reachableTime: UInt32
  /// Milliseconds; 0: not said.
  public var retransmissionTimer: UInt32
  public var sourceLinkLayerAddress: MACAddress?
  /// Of the link, in bytes.
  public var mtu: UInt32?
  /// The first of them, if there are more.
  public var prefixes: FixedVector<8, AdvertisedPrefix>
  /// The first of them, if there are more.
  public var resolvers: FixedVector<4, AdvertisedResolver>

  public init(currentHopLimit: UInt8 = 0, routerLifetime: UInt16) {
    self.currentHopLimit = currentHopLimit
    isManaged = false
    hasOtherConfiguration = false
    preference = .medium
    self.routerLifetime = routerLifetime
    reachableTime = 0
    retransmissionTimer = 0
    sourceLinkLayerAddress = nil
    mtu = nil
    prefixes = FixedVector(filler: .unused)
    resolvers = FixedVector(filler: AdvertisedResolver(address: .unspecified, lifetime: 0))
  }

  /// In bytes.
  public var byteCount: Int {
    16 + (sourceLinkLayerAddress == nil ? 0 : 8) + (mtu == nil ? 0 : 8) + 32 * prefixes.count
      + 24 * resolvers.count
  }
}
