internal import Bytes

extension IPv6Extensions {
  /// Follows the chain.
  /// - Parameters:
  ///   - datagram: the whole of it, from the IPv6 header on.
  ///   - header, payload: what `IPv6Header.parse` gave.
  public static func parse(
    _ datagram: RawSpan, _ header: IPv6Header, payload: Range<Int>
  ) throws(IPv6ChainFailure) -> IPv6Extensions {
    var chain = IPv6Extensions(
      protocol: header.nextHeader, payload: payload, fragment: nil, routerAlert: nil,
      nextHeaderOffset: 6)
    var count = 0
    while try chain.step(datagram, isFirst: count == 0) {
      count += 1
      guard count <= WireLimits.extensionHeaders else { throw .malformed(.limit) }
    }
    return chain
  }

  /// Goes behind one extension header.
  /// - Returns: whether there was one.
  private mutating func step(
    _ datagram: RawSpan, isFirst: Bool
  ) throws(IPv6ChainFailure) -> Bool {
    switch `protocol` {
    case .hopByHop:
      // Only directly behind the IPv6 header; elsewhere its number is not known (RFC 8200, section 4.3).
      guard isFirst else {
        throw .problem(.unknownNextHeader, pointer: nextHeaderOffset, isForGroups: false)
      }
      try readOptions(datagram)
    case .destinationOptions: try readOptions(datagram)
    case .routing: try readRouting(datagram)
    case .fragment: return try readFragment(datagram)
    default: return false
    }
    return true
  }

  /// Of the header at the start of the payload: its length in units of 8 bytes, the first not counted.
  private func length(_ datagram: RawSpan) throws(IPv6ChainFailure) -> Int {
    guard payload.count >= 8 else { throw .malformed(.truncated) }
    let length = 8 * (1 + Int(datagram.readUInt8(at: payload.lowerBound + 1)))
    guard length <= payload.count else { throw .malformed(.truncated) }
    return length
  }

  private mutating func advance(_ datagram: RawSpan, by length: Int) {
    let start = payload.lowerBound
    `protocol` = InternetProtocol(rawValue: datagram.readUInt8(at: start))
    nextHeaderOffset = start
    payload = start + length..<payload.upperBound
  }

  /// Section 4.4: a route of which nothing is left is skipped, any other is refused; type 0 is of no use any
  /// more (RFC 5095).
  private mutating func readRouting(_ datagram: RawSpan) throws(IPv6ChainFailure) {
    let length = try length(datagram)
    guard datagram.readUInt8(at: payload.lowerBound + 3) == 0 else {
      throw .problem(.erroneousField, pointer: payload.lowerBound + 2, isForGroups: false)
    }
    advance(datagram, by: length)
  }

  /// - Returns: whether the walk goes on.
  private mutating func readFragment(_ datagram: RawSpan) throws(IPv6ChainFailure) -> Bool {
    let read: IPv6Fragment
    do throws(WireFailure) {
      read = try IPv6Fragment.parse(datagram.extracting(payload))
    } catch {
      throw .malformed(error)
    }
    guard fragment == nil else { throw .malformed(.value) }
    let count = payload.count - IPv6Fragment.byteCount
    // Section 4.5: all but the last are multiples of 8, and none ends beyond 65,535.
    if read.moreFragments, count & 7 != 0 {
      throw .problem(.erroneousField, pointer: 4, isForGroups: false)
    }
    if read.offset + count > 65535 {
      throw .problem(.erroneousField, pointer: payload.lowerBound + 2, isForGroups: false)
    }
    fragment = read
    advance(datagram, by: IPv6Fragment.byteCount)
    return read.isAtomic
  }
}
