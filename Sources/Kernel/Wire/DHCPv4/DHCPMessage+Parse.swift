internal import Bytes

extension DHCPMessage {
  /// The message in `bytes`, the payload of a UDP datagram.
  /// - Throws: `truncated`; `unsupported` for other hardware than Ethernet and for BOOTP without options;
  ///   `value` for neither request nor reply, and for an overload that does not exist.
  public static func parse(_ bytes: RawSpan) throws(WireFailure) -> DHCPMessage {
    guard bytes.byteCount >= optionsOffset else { throw .truncated }
    guard let operation = Operation(rawValue: bytes.readUInt8(at: 0)) else { throw .value }
    guard bytes.readUInt16(at: 1) == 0x0106, bytes.readUInt32(at: 236) == cookie else {
      throw .unsupported
    }
    var message = DHCPMessage(
      operation: operation, transactionIdentifier: bytes.readUInt32(at: 4),
      clientHardwareAddress: bytes.readMACAddress(at: 28))
    message.hops = bytes.readUInt8(at: 3)
    message.seconds = bytes.readUInt16(at: 8)
    message.isBroadcast = bytes.readUInt8(at: 10) & 0x80 != 0
    message.clientAddress = bytes.readIPv4Address(at: 12)
    message.yourAddress = bytes.readIPv4Address(at: 16)
    message.nextServerAddress = bytes.readIPv4Address(at: 20)
    message.relayAddress = bytes.readIPv4Address(at: 24)
    try message.readOptions(bytes)
    return message
  }

  private mutating func readOptions(_ bytes: RawSpan) throws(WireFailure) {
    var collector = DHCPOptionCollector()
    try collector.collect(bytes, Self.optionsOffset..<bytes.byteCount)
    let overload = try collector.overload()
    // RFC 3396, section 5: first file, then sname.
    if overload & 1 != 0 {
      try collector.collect(bytes, Self.bootFile)
    } else {
      bootFile = Self.text(bytes, Self.bootFile)
    }
    if overload & 2 != 0 {
      try collector.collect(bytes, Self.serverName)
    } else {
      serverName = Self.text(bytes, Self.serverName)
    }
    options = collector.options
  }

  /// Up to the first zero.
  private static func text(_ bytes: RawSpan, _ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    for offset in range {
      let byte = bytes.readUInt8(at: offset)
      guard byte != 0 else { break }
      text.append(byte)
    }
    return text
  }
}
