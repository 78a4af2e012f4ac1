internal import Bytes

extension TCPHeader {
  /// The header of `segment`, the payload of an IP datagram, and where in it the data is.
  /// - Parameter pseudoHeader: for the checksum; nil when the device has seen that it is right.
  /// - Throws: `truncated`, `length`, `checksum`; `value` for a port 0, which is nobody's.
  public static func parse(
    _ segment: RawSpan, pseudoHeader: PseudoHeader?
  ) throws(WireFailure) -> (header: TCPHeader, data: Range<Int>) {
    guard segment.byteCount >= byteCount else { throw .truncated }
    let control = segment.readUInt32(at: 12)
    let headerLength = Int(control >> 28) * 4
    guard headerLength >= byteCount else { throw .length }
    guard headerLength <= segment.byteCount else { throw .truncated }
    if let pseudoHeader, !pseudoHeader.fits(segment) { throw .checksum }
    let ports = segment.readUInt32(at: 0)
    guard ports >> 16 != 0, ports & 0xffff != 0 else { throw .value }
    let header = TCPHeader(
      sourcePort: Port(UInt16(truncatingIfNeeded: ports >> 16)),
      destinationPort: Port(UInt16(truncatingIfNeeded: ports)),
      sequenceNumber: SequenceNumber(segment.readUInt32(at: 4)),
      acknowledgmentNumber: SequenceNumber(segment.readUInt32(at: 8)),
      // The four bits before are reserved, and ignored (RFC 9293, section 3.1).
      flags: TCPFlags(rawValue: UInt8(truncatingIfNeeded: control >> 16)),
      window: UInt16(truncatingIfNeeded: control),
      urgentPointer: segment.readUInt16(at: 18),
      options: headerLength == byteCount
        ? TCPOptions() : try TCPOptions.parse(segment, byteCount..<headerLength))
    return (header, headerLength..<segment.byteCount)
  }
}
