/// How much of what a peer may send without end is taken in.
public enum WireLimits {
  /// Extension headers of an IPv6 datagram; RFC 8504, section 5.3 allows a limit of 8.
  public static let extensionHeaders = 8
  /// Options that are not padding in one extension header; RFC 8504, section 5.3 allows a limit of 8.
  public static let extensionOptions = 8
  /// Prefixes of a router advertisement that are kept: one or two are usual.
  public static let advertisedPrefixes = 8
  /// Addresses of resolvers of a router advertisement that are kept; RFC 8106, section 5.3.1 asks for 3.
  public static let advertisedResolvers = 4
  /// Bytes of a DHCP message that is made: what every client must take (RFC 2131, section 2: 576 bytes of
  /// IP, less 28 of headers).
  public static let dhcpMessage = 548
}
