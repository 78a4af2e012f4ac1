/// One option of a message (RFC 2132 where nothing else is said). Times are seconds, texts are bytes.
public enum DHCPOption: Equatable, Sendable {
  case subnetMask(IPv4Address)
  /// In the order of preference.
  case routers([IPv4Address])
  case domainNameServers([IPv4Address])
  case hostName([UInt8])
  case domainName([UInt8])
  /// Bytes, 68 at least.
  case interfaceMTU(UInt16)
  case broadcastAddress(IPv4Address)
  case timeServers([IPv4Address])
  case requestedAddress(IPv4Address)
  /// 0xffff_ffff: for ever.
  case leaseTime(UInt32)
  case messageType(DHCPMessageType)
  case serverIdentifier(IPv4Address)
  case parameterRequestList([DHCPOptionCode])
  /// What is shown to people.
  case message([UInt8])
  /// Bytes of IP, 576 at least.
  case maximumMessageSize(UInt16)
  /// T1.
  case renewalTime(UInt32)
  /// T2.
  case rebindingTime(UInt32)
  case vendorClassIdentifier([UInt8])
  case clientIdentifier([UInt8])
  /// RFC 4039.
  case rapidCommit
  /// RFC 3046: a server sends it back as it is.
  case relayAgentInformation([UInt8])
  /// RFC 8925: IPv4 is not needed for so many seconds.
  case ipv6OnlyPreferred(UInt32)
  /// RFC 3011.
  case subnetSelection(IPv4Address)
  /// RFC 3442: with these, `routers` does not count.
  case classlessRoutes([DHCPRoute])
  /// One that is not known here, or does not have the form that its code asks for.
  case other(DHCPOptionCode, [UInt8])
}
