/// A resolver of names that a router tells of (RFC 8106, section 5.1).
public struct AdvertisedResolver: BitwiseCopyable, Equatable, Sendable {
  public var address: IPv6Address
  /// Seconds; 0: no longer; 0xffff_ffff: for ever.
  public var lifetime: UInt32

  public init(address: IPv6Address, lifetime: UInt32) {
    self.address = address
    self.lifetime = lifetime
  }
}
