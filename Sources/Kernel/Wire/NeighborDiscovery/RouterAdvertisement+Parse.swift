internal import Bytes

extension RouterAdvertisement {
  /// The message in `bytes`, which `ICMPv6Type.parse` took.
  /// - Parameter header: of the datagram that it came in.
  /// - Throws: what section 6.1.2 asks to be dropped: `truncated`, `length`, `value`.
  public static func parse(
    _ bytes: RawSpan, in header: IPv6Header
  ) throws(WireFailure) -> RouterAdvertisement {
    guard bytes.byteCount >= 16 else { throw .truncated }
    guard header.hopLimit == 255, header.source.isLinkLocal, bytes.readUInt16(at: 0) == 134 << 8
    else { throw .value }
    var message = RouterAdvertisement(
      currentHopLimit: bytes.readUInt8(at: 4), routerLifetime: bytes.readUInt16(at: 6))
    let flags = bytes.readUInt8(at: 5)
    message.isManaged = flags & 0x80 != 0
    message.hasOtherConfiguration = flags & 0x40 != 0
    message.preference = RouterPreference(bits: flags >> 3)
    message.reachableTime = bytes.readUInt32(at: 8)
    message.retransmissionTimer = bytes.readUInt32(at: 12)
    var cursor = ByteCursor(16..<bytes.byteCount)
    while let option = try NeighborOption.next(bytes, &cursor) { message.read(bytes, option) }
    return message
  }

  private mutating func read(_ bytes: RawSpan, _ option: NeighborOption) {
    let start = option.range.lowerBound
    switch option.type {
    case NeighborOption.sourceLinkLayerAddress:
      if let address = option.linkLayerAddress(bytes) { sourceLinkLayerAddress = address }
    case NeighborOption.prefixInformation:
      if let prefix = AdvertisedPrefix(bytes, option) { prefixes.append(prefix) }
    case NeighborOption.mtu:
      if option.range.count == 8 { mtu = bytes.readUInt32(at: start + 4) }
    case NeighborOption.resolvers:
      // One address at least, and no half of one (RFC 8106, section 5.3.1).
      guard option.range.count >= 24, option.range.count & 15 == 8 else { return }
      for place in stride(from: start + 8, to: option.range.upperBound, by: 16) {
        resolvers.append(
          AdvertisedResolver(
            address: bytes.readIPv6Address(at: place), lifetime: bytes.readUInt32(at: start + 4)))
      }
    default: break
    }
  }
}
