internal import Bytes

extension RawSpan {
  /// The address in the six bytes from `offset`. Trap: they are not all there.
  @inline(__always)
  func readMACAddress(at offset: Int) -> MACAddress {
    MACAddress(
      rawValue: UInt64(readUInt32(at: offset)) << 16 | UInt64(readUInt16(at: offset + 4)))
  }
}

extension MutableRawSpan {
  /// Writes six bytes. Trap: they do not fit there.
  @inline(__always)
  mutating func write(_ address: MACAddress, at offset: Int) {
    write(UInt32(truncatingIfNeeded: address.rawValue >> 16), at: offset)
    write(UInt16(truncatingIfNeeded: address.rawValue), at: offset + 4)
  }
}
