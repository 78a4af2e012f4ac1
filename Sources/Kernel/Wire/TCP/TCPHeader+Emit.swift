internal import Bytes

extension TCPHeader {
  /// Writes the header: `byteCount` bytes from `offset`. Trap: they do not fit there, or the options take more
  /// than 40 bytes.
  /// - Parameter checksum: not `absent`.
  public func emit(
    into segment: inout MutableRawSpan, at offset: Int = 0, checksum: ChecksumField
  ) {
    let optionByteCount = options.byteCount
    let length = Self.byteCount + optionByteCount
    precondition(optionByteCount <= 40, "TCP has room for 40 bytes of options")
    precondition(offset >= 0 && length <= segment.byteCount - offset, "no room for the header")
    let ports = UInt32(sourcePort.rawValue) << 16 | UInt32(destinationPort.rawValue)
    let control =
      UInt32(truncatingIfNeeded: length / 4) << 28 | UInt32(flags.rawValue) << 16 | UInt32(window)
    // Summed from registers: memory just written in small pieces is slow to read in large ones.
    var sum = InternetChecksum()
    sum.add(ports)
    sum.add(sequenceNumber.rawValue)
    sum.add(acknowledgmentNumber.rawValue)
    sum.add(control)
    sum.add(urgentPointer)
    if optionByteCount > 0 {
      options.emit(into: &segment, at: offset + Self.byteCount)
      sum.add(segment.bytes.extracting(offset + Self.byteCount..<offset + length))
    }
    segment.write(ports, at: offset)
    segment.write(sequenceNumber.rawValue, at: offset + 4)
    segment.write(acknowledgmentNumber.rawValue, at: offset + 8)
    segment.write(control, at: offset + 12)
    segment.write(checksum.value(header: sum), at: offset + 16)
    segment.write(urgentPointer, at: offset + 18)
  }
}
