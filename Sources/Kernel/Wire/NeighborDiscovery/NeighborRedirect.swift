// There is a better first hop for this destination (RFC 4861, section 4.5).
//
//     | 137 | 0 | checksum 16 |
//     | 0 32                  |
//     | target 128            |   the better hop; the destination itself when it is a neighbour
//     | destination 128       |   then options

internal import Bytes

/// What a router says to a host that sent it a datagram.
public struct NeighborRedirect: Equatable, Sendable {
  public var target: IPv6Address
  public var destination: IPv6Address
  public var targetLinkLayerAddress: MACAddress?

  public init(
    target: IPv6Address, destination: IPv6Address, targetLinkLayerAddress: MACAddress? = nil
  ) {
    self.target = target
    self.destination = destination
    self.targetLinkLayerAddress = targetLinkLayerAddress
  }

  /// Without the quote of the datagram, in bytes.
  public var byteCount: Int { targetLinkLayerAddress == nil ? 40 : 48 }

  /// The message in `bytes`, which `ICMPv6Type.parse` took, and where in it the datagram is quoted, cut or
  /// padded, that was sent to the wrong hop.
  /// - Parameter header: of the datagram that it came in.
  /// - Throws: what section 8.1 asks to be dropped: `truncated`, `length`, `value`.
  public static func parse(
    _ bytes: RawSpan, in header: IPv6Header
  ) throws(WireFailure) -> (message: NeighborRedirect, quote: Range<Int>?) {
    guard bytes.byteCount >= 40 else { throw .truncated }
    guard header.hopLimit == 255, header.source.isLinkLocal, bytes.readUInt16(at: 0) == 137 << 8
    else { throw .value }
    var message = NeighborRedirect(
      target: bytes.readIPv6Address(at: 8), destination: bytes.readIPv6Address(at: 24))
    guard !message.destination.isMulticast,
      message.target.isLinkLocal || message.target == message.destination
    else { throw .value }
    var quote: Range<Int>?
    var cursor = ByteCursor(40..<bytes.byteCount)
    while let option = try NeighborOption.next(bytes, &cursor) {
      if option.type == NeighborOption.targetLinkLayerAddress {
        message.targetLinkLayerAddress =
          option.linkLayerAddress(bytes) ?? message.targetLinkLayerAddress
      } else if option.type == NeighborOption.redirectedHeader {
        quote = option.range.lowerBound + 8..<option.range.upperBound
      }
    }
    return (message, quote)
  }

  /// Writes the message with its checksum: `byteCount` bytes from `offset`, and 8 more than `quote` has, if
  /// there is one. Trap: they do not fit there.
  /// - Parameter quote: the beginning of the datagram, a multiple of 8 bytes, 2032 at most.
  public func emit(
    into bytes: inout MutableRawSpan, at offset: Int = 0, quote: RawSpan? = nil,
    pseudoHeader: PseudoHeader
  ) {
    var option = 0
    if let quote { option = quote.byteCount + 8 }
    precondition(option & 7 == 0 && option <= 2040, "no such quote")
    let length = byteCount + option
    precondition(offset >= 0 && length <= bytes.byteCount - offset, "no room")
    bytes.write(0 as UInt32, at: offset + 4)
    bytes.write(target, at: offset + 8)
    bytes.write(destination, at: offset + 24)
    if let targetLinkLayerAddress {
      NeighborOption.emit(
        targetLinkLayerAddress, type: NeighborOption.targetLinkLayerAddress, into: &bytes,
        at: offset + 40)
    }
    if let quote {
      let place = offset + byteCount
      bytes.write(0x0400_0000 | UInt32(truncatingIfNeeded: option / 8) << 16, at: place)
      bytes.write(0 as UInt32, at: place + 4)
      bytes.write(quote, at: place + 8)
    }
    ICMPv6Type.redirect.seal(&bytes, at: offset, byteCount: length, pseudoHeader: pseudoHeader)
  }
}
