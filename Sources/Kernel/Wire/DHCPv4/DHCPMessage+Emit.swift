internal import Bytes

extension DHCPMessage {
  /// Writes the message. Options that do not fit behind it go into the fields for the names, when those are
  /// empty (RFC 2132, section 9.3); what is shorter is filled up to 300 bytes, which old relays ask for
  /// (RFC 1542, section 2.1).
  /// - Parameter limit: bytes that the message may have; 300 at least.
  /// - Returns: its length in bytes; nil when the options do not fit. Bytes behind it, up to `limit`, are of no
  ///   meaning then.
  /// - Trap: there is no room for `limit` bytes, or a name is too long.
  public func emit(
    into bytes: inout MutableRawSpan, at offset: Int = 0, limit: Int = WireLimits.dhcpMessage
  ) -> Int? {
    precondition(limit >= 300 && offset >= 0 && limit <= bytes.byteCount - offset, "no room")
    precondition(serverName.count <= 64 && bootFile.count <= 128, "too long a name")
    emitHeader(into: &bytes, at: offset)
    var fields = [offset + Self.optionsOffset..<offset + limit]
    guard let end = DHCPOptionPacker.pack(options, into: &bytes, fields, overload: nil) else {
      return emitOverloaded(into: &bytes, at: offset, &fields, limit: limit)
    }
    return finish(&bytes, at: offset, end: end)
  }

  private func emitOverloaded(
    into bytes: inout MutableRawSpan, at offset: Int, _ fields: inout [Range<Int>], limit: Int
  ) -> Int? {
    var overload: UInt8 = 0
    for (isFree, field, flag) in [
      (bootFile.isEmpty, Self.bootFile, 1), (serverName.isEmpty, Self.serverName, 2),
    ] as [(Bool, Range<Int>, UInt8)] where isFree {
      overload |= flag
      fields.append(offset + field.lowerBound..<offset + field.upperBound)
    }
    guard overload != 0,
      let end = DHCPOptionPacker.pack(options, into: &bytes, fields, overload: overload)
    else { return nil }
    return finish(&bytes, at: offset, end: end)
  }

  private func finish(_ bytes: inout MutableRawSpan, at offset: Int, end: Int) -> Int {
    let length = max(end - offset, 300)
    bytes.clear(end..<offset + length)
    return length
  }

  private func emitHeader(into bytes: inout MutableRawSpan, at offset: Int) {
    bytes.clear(offset..<offset + Self.optionsOffset)
    bytes.write(UInt32(operation.rawValue) << 24 | 0x0001_0600 | UInt32(hops), at: offset)
    bytes.write(transactionIdentifier, at: offset + 4)
    bytes.write(seconds, at: offset + 8)
    bytes.write((isBroadcast ? 0x8000 : 0) as UInt16, at: offset + 10)
    bytes.write(clientAddress.rawValue, at: offset + 12)
    bytes.write(yourAddress.rawValue, at: offset + 16)
    bytes.write(nextServerAddress.rawValue, at: offset + 20)
    bytes.write(relayAddress.rawValue, at: offset + 24)
    bytes.write(clientHardwareAddress, at: offset + 28)
    for index in serverName.indices {
      bytes.write(serverName[index], at: offset + Self.serverName.lowerBound + index)
    }
    for index in bootFile.indices {
      bytes.write(bootFile[index], at: offset + Self.bootFile.lowerBound + index)
    }
    bytes.write(Self.cookie, at: offset + 236)
  }
}
