internal import Bytes

extension RawSpan {
  /// The address in the four bytes from `offset`. Trap: they are not all there.
  @inline(__always)
  func readIPv4Address(at offset: Int) -> IPv4Address {
    IPv4Address(rawValue: readUInt32(at: offset))
  }
}
