// This address is here (RFC 4861, section 4.4).
//
//     | 136 | 0 | checksum 16 |
//     | R S O | 0 29          |   router, solicited, override
//     | target 128            |   then options

internal import Bytes

/// The answer to a solicitation, or news.
public struct NeighborAdvertisement: Equatable, Sendable {
  public var target: IPv6Address
  public var isRouter: Bool
  /// The answer to a solicitation.
  public var isSolicited: Bool
  /// What was known before is to be replaced.
  public var isOverride: Bool
  public var targetLinkLayerAddress: MACAddress?

  public init(
    target: IPv6Address, isRouter: Bool = false, isSolicited: Bool, isOverride: Bool,
    targetLinkLayerAddress: MACAddress? = nil
  ) {
    self.target = target
    self.isRouter = isRouter
    self.isSolicited = isSolicited
    self.isOverride = isOverride
    self.targetLinkLayerAddress = targetLinkLayerAddress
  }

  /// In bytes.
  public var byteCount: Int { targetLinkLayerAddress == nil ? 24 : 32 }

  /// The message in `bytes`, which `ICMPv6Type.parse` took.
  /// - Parameter header: of the datagram that it came in.
  /// - Throws: what section 7.1.2 asks to be dropped: `truncated`, `length`, `value`.
  public static func parse(
    _ bytes: RawSpan, in header: IPv6Header
  ) throws(WireFailure) -> NeighborAdvertisement {
    guard bytes.byteCount >= 24 else { throw .truncated }
    guard header.hopLimit == 255, bytes.readUInt16(at: 0) == 136 << 8 else { throw .value }
    let flags = bytes.readUInt8(at: 4)
    let target = bytes.readIPv6Address(at: 8)
    let isSolicited = flags & 0x40 != 0
    guard !target.isMulticast, !(isSolicited && header.destination.isMulticast) else {
      throw .value
    }
    return NeighborAdvertisement(
      target: target, isRouter: flags & 0x80 != 0, isSolicited: isSolicited,
      isOverride: flags & 0x20 != 0,
      targetLinkLayerAddress: try NeighborOption.linkLayerAddress(
        bytes, from: 24, type: NeighborOption.targetLinkLayerAddress))
  }

  /// Writes the message with its checksum: `byteCount` bytes from `offset`. Trap: they do not fit there.
  public func emit(
    into bytes: inout MutableRawSpan, at offset: Int = 0, pseudoHeader: PseudoHeader
  ) {
    precondition(offset >= 0 && byteCount <= bytes.byteCount - offset, "no room")
    let upper: UInt32 = (isRouter ? 1 << 31 : 0) | (isSolicited ? 1 << 30 : 0)
    bytes.write(upper | (isOverride ? 1 << 29 : 0), at: offset + 4)
    bytes.write(target, at: offset + 8)
    if let targetLinkLayerAddress {
      NeighborOption.emit(
        targetLinkLayerAddress, type: NeighborOption.targetLinkLayerAddress, into: &bytes,
        at: offset + 24)
    }
    ICMPv6Type.neighborAdvertisement.seal(
      &bytes, at: offset, byteCount: byteCount, pseudoHeader: pseudoHeader)
  }
}
