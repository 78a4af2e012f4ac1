internal import Bytes

extension UDPHeader {
  /// The header of `datagram`, the payload of an IP datagram, and where in it the payload is.
  /// - Parameter pseudoHeader: for the checksum; nil when the device has seen that it is right.
  /// - Throws: `truncated`; `length` for one that is shorter than the header; `checksum`, also for none at all
  ///   over IPv6; `value` for the destination 0.
  public static func parse(
    _ datagram: RawSpan, pseudoHeader: PseudoHeader?
  ) throws(WireFailure) -> (header: UDPHeader, payload: Range<Int>) {
    guard datagram.byteCount >= byteCount else { throw .truncated }
    let length = Int(datagram.readUInt16(at: 4))
    guard length >= byteCount else { throw .length }
    guard length <= datagram.byteCount else { throw .truncated }
    if let pseudoHeader {
      if datagram.readUInt16(at: 6) == 0 {
        guard !pseudoHeader.isIPv6 else { throw .checksum }
      } else if !pseudoHeader.fits(datagram.extracting(0..<length)) {
        throw .checksum
      }
    }
    let header = UDPHeader(
      sourcePort: Port(datagram.readUInt16(at: 0)),
      destinationPort: Port(datagram.readUInt16(at: 2)))
    guard header.destinationPort.rawValue != 0 else { throw .value }
    return (header, byteCount..<length)
  }
}
