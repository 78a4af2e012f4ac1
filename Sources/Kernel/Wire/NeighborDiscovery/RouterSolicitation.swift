// Is there a router? (RFC 4861, section 4.1)
//
//     | 133 | 0 | checksum 16 |
//     | 0 32                  |   then options

internal import Bytes

/// A question for advertisements.
public struct RouterSolicitation: Equatable, Sendable {
  /// The asker's.
  public var sourceLinkLayerAddress: MACAddress?

  public init(sourceLinkLayerAddress: MACAddress? = nil) {
    self.sourceLinkLayerAddress = sourceLinkLayerAddress
  }

  /// In bytes.
  public var byteCount: Int { sourceLinkLayerAddress == nil ? 8 : 16 }

  /// The message in `bytes`, which `ICMPv6Type.parse` took.
  /// - Parameter header: of the datagram that it came in.
  /// - Throws: what section 6.1.1 asks to be dropped: `truncated`, `length`, `value`.
  public static func parse(
    _ bytes: RawSpan, in header: IPv6Header
  ) throws(WireFailure) -> RouterSolicitation {
    guard bytes.byteCount >= 8 else { throw .truncated }
    guard header.hopLimit == 255, bytes.readUInt16(at: 0) == 133 << 8 else { throw .value }
    let address = try NeighborOption.linkLayerAddress(
      bytes, from: 8, type: NeighborOption.sourceLinkLayerAddress)
    guard address == nil || !header.source.isUnspecified else { throw .value }
    return RouterSolicitation(sourceLinkLayerAddress: address)
  }

  /// Writes the message with its checksum: `byteCount` bytes from `offset`. Trap: they do not fit there.
  public func emit(
    into bytes: inout MutableRawSpan, at offset: Int = 0, pseudoHeader: PseudoHeader
  ) {
    precondition(offset >= 0 && byteCount <= bytes.byteCount - offset, "no room")
    bytes.write(0 as UInt32, at: offset + 4)
    if let sourceLinkLayerAddress {
      NeighborOption.emit(
        sourceLinkLayerAddress, type: NeighborOption.sourceLinkLayerAddress, into: &bytes,
        at: offset + 8)
    }
    ICMPv6Type.routerSolicitation.seal(
      &bytes, at: offset, byteCount: byteCount, pseudoHeader: pseudoHeader)
  }
}
