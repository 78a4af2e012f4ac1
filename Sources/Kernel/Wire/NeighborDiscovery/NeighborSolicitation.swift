// Who has this address, or: is it still there? (RFC 4861, section 4.3; sent from `::` to find a duplicate:
// RFC 4862, section 5.4.2)
//
//     | 135 | 0 | checksum 16 |
//     | 0 32                  |
//     | target 128            |   then options

internal import Bytes

/// A question for the link-layer address of an IPv6 address.
public struct NeighborSolicitation: Equatable, Sendable {
  public var target: IPv6Address
  /// The asker's.
  public var sourceLinkLayerAddress: MACAddress?

  public init(target: IPv6Address, sourceLinkLayerAddress: MACAddress? = nil) {
    self.target = target
    self.sourceLinkLayerAddress = sourceLinkLayerAddress
  }

  /// In bytes.
  public var byteCount: Int { sourceLinkLayerAddress == nil ? 24 : 32 }

  /// The message in `bytes`, which `ICMPv6Type.parse` took.
  /// - Parameter header: of the datagram that it came in.
  /// - Throws: what section 7.1.1 asks to be dropped: `truncated`, `length`, `value`.
  public static func parse(
    _ bytes: RawSpan, in header: IPv6Header
  ) throws(WireFailure) -> NeighborSolicitation {
    guard bytes.byteCount >= 24 else { throw .truncated }
    guard header.hopLimit == 255, bytes.readUInt16(at: 0) == 135 << 8 else { throw .value }
    let target = bytes.readIPv6Address(at: 8)
    guard !target.isMulticast else { throw .value }
    let address = try NeighborOption.linkLayerAddress(
      bytes, from: 24, type: NeighborOption.sourceLinkLayerAddress)
    if header.source.isUnspecified {
      guard address == nil, header.destination == target.solicitedNode else { throw .value }
    }
    return NeighborSolicitation(target: target, sourceLinkLayerAddress: address)
  }

  /// Writes the message with its checksum: `byteCount` bytes from `offset`. Trap: they do not fit there.
  public func emit(
    into bytes: inout MutableRawSpan, at offset: Int = 0, pseudoHeader: PseudoHeader
  ) {
    precondition(offset >= 0 && byteCount <= bytes.byteCount - offset, "no room")
    bytes.write(0 as UInt32, at: offset + 4)
    bytes.write(target, at: offset + 8)
    if let sourceLinkLayerAddress {
      NeighborOption.emit(
        sourceLinkLayerAddress, type: NeighborOption.sourceLinkLayerAddress, into: &bytes,
        at: offset + 24)
    }
    ICMPv6Type.neighborSolicitation.seal(
      &bytes, at: offset, byteCount: byteCount, pseudoHeader: pseudoHeader)
  }
}
