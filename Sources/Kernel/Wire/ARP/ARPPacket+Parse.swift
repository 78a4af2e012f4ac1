internal import Bytes

extension ARPPacket {
  /// The packet at the start of `bytes`; padding may follow.
  /// - Throws: `truncated`; `unsupported` for other hardware, another protocol or another operation; `value`
  ///   for a sender with a group's hardware address, which no card has.
  public static func parse(_ bytes: RawSpan) throws(WireFailure) -> ARPPacket {
    guard bytes.byteCount >= byteCount else { throw .truncated }
    // Ethernet, IPv4, addresses of 6 and of 4 bytes.
    guard bytes.readUInt32(at: 0) == 0x0001_0800, bytes.readUInt16(at: 4) == 0x0604 else {
      throw .unsupported
    }
    guard let operation = Operation(rawValue: bytes.readUInt16(at: 6)) else { throw .unsupported }
    let packet = ARPPacket(
      operation: operation, senderHardwareAddress: bytes.readMACAddress(at: 8),
      senderAddress: bytes.readIPv4Address(at: 14),
      targetHardwareAddress: bytes.readMACAddress(at: 18),
      targetAddress: bytes.readIPv4Address(at: 24))
    guard !packet.senderHardwareAddress.isMulticast else { throw .value }
    return packet
  }
}
