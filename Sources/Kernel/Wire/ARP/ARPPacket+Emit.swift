internal import Bytes

extension ARPPacket {
  /// Writes the packet: 28 bytes from `offset`. Trap: they do not fit there.
  public func emit(into bytes: inout MutableRawSpan, at offset: Int = 0) {
    precondition(offset >= 0 && Self.byteCount <= bytes.byteCount - offset, "no room")
    bytes.write(0x0001_0800 as UInt32, at: offset)
    bytes.write(0x0604 as UInt16, at: offset + 4)
    bytes.write(operation.rawValue, at: offset + 6)
    bytes.write(senderHardwareAddress, at: offset + 8)
    bytes.write(senderAddress.rawValue, at: offset + 14)
    bytes.write(targetHardwareAddress, at: offset + 18)
    bytes.write(targetAddress.rawValue, at: offset + 24)
  }
}
