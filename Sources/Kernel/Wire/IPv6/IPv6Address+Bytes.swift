internal import Bytes

extension RawSpan {
  /// The address in the 16 bytes from `offset`. Trap: they are not all there.
  @inline(__always)
  func readIPv6Address(at offset: Int) -> IPv6Address {
    IPv6Address(high: readUInt64(at: offset), low: readUInt64(at: offset + 8))
  }
}

extension MutableRawSpan {
  /// Writes 16 bytes. Trap: they do not fit there.
  @inline(__always)
  mutating func write(_ address: IPv6Address, at offset: Int) {
    write(address.high, at: offset)
    write(address.low, at: offset + 8)
  }
}
