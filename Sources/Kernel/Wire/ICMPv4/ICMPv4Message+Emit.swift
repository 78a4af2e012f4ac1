public import Bytes

extension ICMPv4Message {
  /// Writes the message: 8 bytes from `offset`. Trap: they do not fit there.
  /// - Parameter payload: the sum of what follows them.
  public func emit(
    into bytes: inout MutableRawSpan, at offset: Int = 0, payload: InternetChecksum
  ) {
    precondition(offset >= 0 && Self.byteCount <= bytes.byteCount - offset, "no room")
    let (type, code, word) = fields
    let first = UInt16(type) << 8 | UInt16(code)
    var checksum = InternetChecksum()
    checksum.add(first)
    checksum.add(word)
    checksum.add(payload)
    bytes.write(first, at: offset)
    bytes.write(checksum.value, at: offset + 2)
    bytes.write(word, at: offset + 4)
  }

  private var fields: (type: UInt8, code: UInt8, word: UInt32) {
    switch self {
    case .echoReply(let identifier, let number):
      (0, 0, UInt32(identifier) << 16 | UInt32(number))
    case .destinationUnreachable(let reason, let mtu):
      (3, reason.rawValue, reason == .fragmentationNeeded ? UInt32(mtu) : 0)
    case .redirect(let code, let gateway): (5, code, gateway.rawValue)
    case .echoRequest(let identifier, let number):
      (8, 0, UInt32(identifier) << 16 | UInt32(number))
    case .timeExceeded(let which): (11, which.rawValue, 0)
    case .parameterProblem(let code, let pointer): (12, code, UInt32(pointer) << 24)
    case .other(let type, let code, let word): (type, code, word)
    }
  }
}
