/// A route that a server hands out (RFC 3442).
public struct DHCPRoute: Equatable, Sendable {
  /// The bits behind the prefix are zero, whatever was sent (RFC 3442).
  public var destination: IPv4Prefix
  /// 0.0.0.0: the destination is on this link.
  public var router: IPv4Address

  public init(destination: IPv4Prefix, router: IPv4Address) {
    self.destination = IPv4Prefix(destination.network, length: destination.length)
    self.router = router
  }
}
