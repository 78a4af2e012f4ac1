// Options of neighbour discovery (RFC 4861, section 4.6). Lengths count units of 8 bytes, with type and length.
//
//     | 1, 2 | 1 | address 48 |                              link-layer address of source, target
//     | 3 | 4 | length 8 | L A | valid 32 | preferred 32 | 0 | prefix 128 |
//     | 4 | n | 0 48 | the datagram that was redirected |
//     | 5 | 1 | 0 | MTU 32 |
//     | 25 | n | 0 | lifetime 32 | addresses… |              resolvers (RFC 8106, section 5.1)
//
// Others are skipped. One of length 0 makes the whole message one to be dropped (sections 6.1, 7.1, 8.1).

internal import Bytes

/// An option and where it is.
struct NeighborOption {
  let type: UInt8
  /// All of it: a multiple of 8 bytes.
  let range: Range<Int>

  static var sourceLinkLayerAddress: UInt8 { 1 }
  static var targetLinkLayerAddress: UInt8 { 2 }
  static var prefixInformation: UInt8 { 3 }
  static var redirectedHeader: UInt8 { 4 }
  static var mtu: UInt8 { 5 }
  static var resolvers: UInt8 { 25 }

  /// - Returns: nil at the end.
  /// - Throws: `length`, `truncated`.
  static func next(
    _ bytes: RawSpan, _ cursor: inout ByteCursor
  ) throws(WireFailure) -> NeighborOption? {
    guard !cursor.isAtEnd else { return nil }
    guard cursor.remaining >= 2 else { throw .truncated }
    let start = cursor.position
    let length = Int(bytes.readUInt8(at: start + 1)) * 8
    guard length > 0 else { throw .length }
    guard let range = cursor.take(length) else { throw .truncated }
    return NeighborOption(type: bytes.readUInt8(at: start), range: range)
  }

  /// The only thing that most messages want of their options; all of them are looked at.
  static func linkLayerAddress(
    _ bytes: RawSpan, from start: Int, type: UInt8
  ) throws(WireFailure) -> MACAddress? {
    var address: MACAddress?
    var cursor = ByteCursor(start..<bytes.byteCount)
    while let option = try next(bytes, &cursor) {
      if option.type == type, let found = option.linkLayerAddress(bytes) { address = found }
    }
    return address
  }

  /// An address of Ethernet (RFC 2464, section 6); nil when it is too long for one, or a group's.
  func linkLayerAddress(_ bytes: RawSpan) -> MACAddress? {
    guard range.count == 8 else { return nil }
    let address = bytes.readMACAddress(at: range.lowerBound + 2)
    return address.isUnicast ? address : nil
  }

  /// Writes an option of 8 bytes.
  static func emit(
    _ address: MACAddress, type: UInt8, into bytes: inout MutableRawSpan, at offset: Int
  ) {
    bytes.write(UInt16(type) << 8 | 1, at: offset)
    bytes.write(address, at: offset + 2)
  }
}
