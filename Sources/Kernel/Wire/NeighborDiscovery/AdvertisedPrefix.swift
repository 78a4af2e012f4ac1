internal import Bytes

/// A prefix that a router tells of (RFC 4861, section 4.6.2).
public struct AdvertisedPrefix: BitwiseCopyable, Equatable, Sendable {
  public var prefix: IPv6Prefix
  /// Its addresses are on this link.
  public var isOnLink: Bool
  /// Hosts may make addresses of it (RFC 4862, section 5.5.3).
  public var isAutonomous: Bool
  /// Seconds; 0xffff_ffff: for ever.
  public var validLifetime: UInt32
  /// Seconds; 0xffff_ffff: for ever.
  public var preferredLifetime: UInt32

  public init(
    prefix: IPv6Prefix, isOnLink: Bool, isAutonomous: Bool, validLifetime: UInt32,
    preferredLifetime: UInt32
  ) {
    self.prefix = prefix
    self.isOnLink = isOnLink
    self.isAutonomous = isAutonomous
    self.validLifetime = validLifetime
    self.preferredLifetime = preferredLifetime
  }

  static var unused: Self {
    Self(
      prefix: IPv6Prefix(.unspecified, length: 0), isOnLink: false, isAutonomous: false,
      validLifetime: 0, preferredLifetime: 0)
  }

  /// - Parameter option: of type 3. Nil when it is none of this form, and to be ignored.
  init?(_ bytes: RawSpan, _ option: NeighborOption) {
    let start = option.range.lowerBound
    guard option.range.count == 32, bytes.readUInt8(at: start + 2) <= 128 else { return nil }
    let flags = bytes.readUInt8(at: start + 3)
    let length = Int(bytes.readUInt8(at: start + 2))
    // Bits behind the prefix are to be ignored.
    let address = IPv6Prefix(bytes.readIPv6Address(at: start + 16), length: length).network
    self.init(
      prefix: IPv6Prefix(address, length: length), isOnLink: flags & 0x80 != 0,
      isAutonomous: flags & 0x40 != 0, validLifetime: bytes.readUInt32(at: start + 4),
      preferredLifetime: bytes.readUInt32(at: start + 8))
  }

  /// Writes 32 bytes.
  func emit(into bytes: inout MutableRawSpan, at offset: Int) {
    let flags: UInt32 = (isOnLink ? 0x80 : 0) | (isAutonomous ? 0x40 : 0)
    let length = UInt32(truncatingIfNeeded: prefix.length)
    bytes.write(0x0304_0000 | length << 8 | flags, at: offset)
    bytes.write(validLifetime, at: offset + 4)
    bytes.write(preferredLifetime, at: offset + 8)
    bytes.write(0 as UInt32, at: offset + 12)
    bytes.write(prefix.network, at: offset + 16)
  }
}
