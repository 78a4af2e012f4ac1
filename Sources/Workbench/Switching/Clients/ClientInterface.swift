import Wire

/// An interface that clients have in their namespace.
package struct ClientInterface: Sendable {
  /// At most 15 bytes.
  package var name: String
  package var address: MACAddress
  /// Bytes of IP in a frame.
  package var mtu = 1500
  package var ipv4: [IPv4Prefix] = []
  /// Beside the link-local address, which is made from the card's.
  package var ipv6: [IPv6Prefix] = []

  /// - Parameter address: of the card; no two on one network may have the same.
  package init(
    _ name: String = "net0", address: MACAddress, mtu: Int = 1500, ipv4: [IPv4Prefix] = [],
    ipv6: [IPv6Prefix] = []
  ) {
    self.name = name
    self.address = address
    self.mtu = mtu
    self.ipv4 = ipv4
    self.ipv6 = ipv6
  }

  /// `fe80::` and the interface's identifier (RFC 4291, section 2.5.6 and appendix A).
  package var linkLocal: IPv6Address {
    IPv6Address(high: 0xfe80 << 48, low: IPv6Address.interfaceIdentifier(of: address))
  }
}

/// Where clients find what is not on their own networks.
package enum ClientRoute: Sendable {
  case ipv4(IPv4Prefix, by: IPv4Address)
  /// - interface: by name; needed where the router's address is link-local.
  case ipv6(IPv6Prefix, by: IPv6Address, interface: String)

  /// To everywhere.
  package static func standard(_ router: IPv4Address) -> ClientRoute {
    .ipv4(IPv4Prefix(.unspecified, length: 0), by: router)
  }
}
