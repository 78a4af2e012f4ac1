internal import Bytes

extension ICMPv6Message {
  /// Writes the message: 8 bytes from `offset`. Trap: they do not fit there.
  /// - Parameter checksum: the sum of the pseudo header, for 8 bytes and what follows them, and of the latter.
  public func emit(
    into bytes: inout MutableRawSpan, at offset: Int = 0, checksum: ChecksumField
  ) {
    precondition(offset >= 0 && Self.byteCount <= bytes.byteCount - offset, "no room")
    let (type, code, word) = fields
    let first = UInt16(type.rawValue) << 8 | UInt16(code)
    var sum = InternetChecksum()
    sum.add(first)
    sum.add(word)
    bytes.write(first, at: offset)
    bytes.write(checksum.value(header: sum), at: offset + 2)
    bytes.write(word, at: offset + 4)
  }

  private var fields: (type: ICMPv6Type, code: UInt8, word: UInt32) {
    switch self {
    case .destinationUnreachable(let reason): (.destinationUnreachable, reason.rawValue, 0)
    case .packetTooBig(let mtu): (.packetTooBig, 0, mtu)
    case .timeExceeded(let which): (.timeExceeded, which.rawValue, 0)
    case .parameterProblem(let problem, let pointer):
      (.parameterProblem, problem.rawValue, pointer)
    case .echoRequest(let identifier, let number):
      (.echoRequest, 0, UInt32(identifier) << 16 | UInt32(number))
    case .echoReply(let identifier, let number):
      (.echoReply, 0, UInt32(identifier) << 16 | UInt32(number))
    case .other(let type, let code, let word): (type, code, word)
    }
  }
}
