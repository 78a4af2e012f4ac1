internal import Bytes

extension UDPHeader {
  /// Writes the header: 8 bytes from `offset`. Trap: they do not fit there.
  /// - Parameters:
  ///   - payloadByteCount: what follows the header; 65,527 at most.
  ///   - checksum: `absent` over IPv4 only.
  public func emit(
    into datagram: inout MutableRawSpan, at offset: Int = 0, payloadByteCount: Int,
    checksum: ChecksumField
  ) {
    precondition(offset >= 0 && Self.byteCount <= datagram.byteCount - offset, "no room")
    let length = Self.byteCount + payloadByteCount
    precondition(payloadByteCount >= 0 && length <= 65535, "a UDP datagram has 65,535 bytes")
    let ports = UInt32(sourcePort.rawValue) << 16 | UInt32(destinationPort.rawValue)
    var sum = InternetChecksum()
    sum.add(ports)
    sum.add(UInt16(truncatingIfNeeded: length))
    var field = checksum.value(header: sum)
    // A zero that was computed is sent as its other form: 0 says that there is none (RFC 768).
    if case .complete = checksum, field == 0 { field = 0xffff }
    datagram.write(ports, at: offset)
    datagram.write(UInt16(truncatingIfNeeded: length), at: offset + 4)
    datagram.write(field, at: offset + 6)
  }
}
