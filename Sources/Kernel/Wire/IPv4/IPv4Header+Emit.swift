internal import Bytes

extension IPv4Header {
  /// Writes the header with its checksum: `byteCount` bytes from `offset`, the options' place zero.
  /// Trap: they do not fit there, or a field is out of its range.
  /// - Parameter payloadByteCount: what follows the header; with it, 65,535 at most.
  public func emit(
    into datagram: inout MutableRawSpan, at offset: Int = 0, payloadByteCount: Int
  ) {
    precondition(offset >= 0 && byteCount <= datagram.byteCount - offset, "no room for the header")
    precondition(optionByteCount & 3 == 0 && optionByteCount <= 40, "no such options")
    precondition(fragmentOffset & 7 == 0 && fragmentOffset >> 3 < 0x2000, "no such fragment")
    let total = byteCount + payloadByteCount
    precondition(payloadByteCount >= 0 && total <= 65535, "an IPv4 datagram has 65,535 bytes")
    let length = UInt32(0x40 + byteCount / 4)
    let service = UInt32(differentiatedServices & 63) << 2 | UInt32(congestion.rawValue)
    let first = length << 24 | service << 16 | UInt32(truncatingIfNeeded: total)
    let flags: UInt32 = (dontFragment ? 0x4000 : 0) | (moreFragments ? 0x2000 : 0)
    let second =
      UInt32(identification) << 16 | flags | UInt32(truncatingIfNeeded: fragmentOffset >> 3)
    let third = UInt16(timeToLive) << 8 | UInt16(`protocol`.rawValue)
    // Summed from registers: memory just written in small pieces is slow to read in large ones.
    var checksum = InternetChecksum()
    checksum.add(first)
    checksum.add(second)
    checksum.add(third)
    checksum.add(source.rawValue)
    checksum.add(destination.rawValue)
    datagram.write(first, at: offset)
    datagram.write(second, at: offset + 4)
    datagram.write(third, at: offset + 8)
    datagram.write(checksum.value, at: offset + 10)
    datagram.write(source.rawValue, at: offset + 12)
    datagram.write(destination.rawValue, at: offset + 16)
    if optionByteCount > 0 { datagram.clear(offset + 20..<offset + byteCount) }
  }
}
