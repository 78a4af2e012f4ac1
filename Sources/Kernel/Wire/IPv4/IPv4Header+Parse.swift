internal import Bytes

extension IPv4Header {
  /// The header at the start of `datagram`, and where in it the payload is: what follows the total length is
  /// padding of the link, and left out.
  /// - Parameter isVerified: the device has seen that the checksum is right.
  /// - Throws: `truncated`, `version`, `length`, `checksum`; `length` also for a fragment that would end beyond
  ///   the longest datagram.
  public static func parse(
    _ datagram: RawSpan, isVerified: Bool = false
  ) throws(WireFailure) -> (header: IPv4Header, payload: Range<Int>) {
    let (header, totalLength) = try parseQuoted(datagram)
    guard totalLength <= datagram.byteCount else { throw .truncated }
    guard totalLength >= header.byteCount else { throw .length }
    if !isVerified {
      var checksum = InternetChecksum()
      checksum.add(datagram.extracting(0..<header.byteCount))
      guard checksum.isRight else { throw .checksum }
    }
    // The "ping of death": bytes of the whole, with the header, are counted by 16 bits.
    guard header.fragmentOffset + totalLength <= 65535 else { throw .length }
    return (header, header.byteCount..<totalLength)
  }

  /// The header of a datagram that is quoted in an error (RFC 792): only its beginning is there, and its
  /// checksum is not looked at, for routers have changed it.
  /// - Returns: the header and the length of the whole, in bytes, as it says.
  /// - Throws: `truncated`, `version`, `length`.
  public static func parseQuoted(
    _ datagram: RawSpan
  ) throws(WireFailure) -> (header: IPv4Header, totalLength: Int) {
    guard datagram.byteCount >= byteCount else { throw .truncated }
    let first = datagram.readUInt32(at: 0)
    guard first >> 28 == 4 else { throw .version }
    let headerLength = Int(first >> 24 & 15) * 4
    guard headerLength >= byteCount else { throw .length }
    guard headerLength <= datagram.byteCount else { throw .truncated }
    let second = datagram.readUInt32(at: 4)
    let third = datagram.readUInt16(at: 8)
    var header = IPv4Header(
      source: datagram.readIPv4Address(at: 12), destination: datagram.readIPv4Address(at: 16),
      protocol: InternetProtocol(rawValue: UInt8(truncatingIfNeeded: third)),
      timeToLive: UInt8(truncatingIfNeeded: third >> 8))
    let service = UInt8(truncatingIfNeeded: first >> 16)
    header.differentiatedServices = service >> 2
    header.congestion = ExplicitCongestion(trafficClass: service)
    header.identification = UInt16(truncatingIfNeeded: second >> 16)
    // The bit before DF is reserved, and ignored (RFC 791: it must be zero; not an error to receive).
    header.dontFragment = second & 0x4000 != 0
    header.moreFragments = second & 0x2000 != 0
    header.fragmentOffset = Int(second & 0x1fff) * 8
    header.optionByteCount = headerLength - byteCount
    return (header, Int(first & 0xffff))
  }
}
