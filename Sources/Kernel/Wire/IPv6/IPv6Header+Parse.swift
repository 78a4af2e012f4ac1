internal import Bytes

extension IPv6Header {
  /// The header at the start of `datagram`, and where in it the payload is, extension headers included: what
  /// follows it is padding of the link, and left out.
  /// - Throws: `truncated`, `version`; `value` for a group as the source (RFC 8200, section 3).
  public static func parse(
    _ datagram: RawSpan
  ) throws(WireFailure) -> (header: IPv6Header, payload: Range<Int>) {
    let (header, length) = try parseQuoted(datagram)
    guard length <= datagram.byteCount - byteCount else { throw .truncated }
    guard !header.source.isMulticast else { throw .value }
    return (header, byteCount..<byteCount + length)
  }

  /// The header of a datagram that is quoted in an error (RFC 4443, section 2.4 (c)), of which only the
  /// beginning is there.
  /// - Returns: the header, and the length of its payload, in bytes, as it says.
  /// - Throws: `truncated`, `version`.
  public static func parseQuoted(
    _ datagram: RawSpan
  ) throws(WireFailure) -> (header: IPv6Header, payloadLength: Int) {
    guard datagram.byteCount >= byteCount else { throw .truncated }
    let first = datagram.readUInt32(at: 0)
    guard first >> 28 == 6 else { throw .version }
    let second = datagram.readUInt32(at: 4)
    var header = IPv6Header(
      source: datagram.readIPv6Address(at: 8), destination: datagram.readIPv6Address(at: 24),
      nextHeader: InternetProtocol(rawValue: UInt8(truncatingIfNeeded: second >> 8)),
      hopLimit: UInt8(truncatingIfNeeded: second))
    let trafficClass = UInt8(truncatingIfNeeded: first >> 20)
    header.differentiatedServices = trafficClass >> 2
    header.congestion = ExplicitCongestion(trafficClass: trafficClass)
    header.flowLabel = first & 0xfffff
    return (header, Int(second >> 16))
  }
}
