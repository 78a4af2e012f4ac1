internal import Bytes

extension IPv6Header {
  /// Writes the header: 40 bytes from `offset`. Trap: they do not fit there.
  /// - Parameter payloadByteCount: what follows the header, 65,535 at most.
  public func emit(
    into datagram: inout MutableRawSpan, at offset: Int = 0, payloadByteCount: Int
  ) {
    precondition(offset >= 0 && Self.byteCount <= datagram.byteCount - offset, "no room")
    precondition(payloadByteCount >= 0 && payloadByteCount <= 65535, "too long for IPv6")
    let trafficClass = UInt32(differentiatedServices & 63) << 2 | UInt32(congestion.rawValue)
    datagram.write(6 << 28 | trafficClass << 20 | flowLabel & 0xfffff, at: offset)
    datagram.write(UInt16(truncatingIfNeeded: payloadByteCount), at: offset + 4)
    datagram.write(nextHeader.rawValue, at: offset + 6)
    datagram.write(hopLimit, at: offset + 7)
    datagram.write(source, at: offset + 8)
    datagram.write(destination, at: offset + 24)
  }
}
