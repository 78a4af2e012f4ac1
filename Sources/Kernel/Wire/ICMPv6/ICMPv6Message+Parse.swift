internal import Bytes

extension ICMPv6Message {
  /// The message in `bytes`, which `ICMPv6Type.parse` took, and where in it the data or the quote is.
  /// - Throws: `truncated`.
  public static func parse(
    _ bytes: RawSpan
  ) throws(WireFailure) -> (message: ICMPv6Message, payload: Range<Int>) {
    guard bytes.byteCount >= byteCount else { throw .truncated }
    let message = ICMPv6Message(
      type: ICMPv6Type(rawValue: bytes.readUInt8(at: 0)), code: bytes.readUInt8(at: 1),
      word: bytes.readUInt32(at: 4))
    return (message, byteCount..<bytes.byteCount)
  }

  private init(type: ICMPv6Type, code: UInt8, word: UInt32) {
    let upper = UInt16(truncatingIfNeeded: word >> 16)
    let lower = UInt16(truncatingIfNeeded: word)
    switch (type, code) {
    case (.destinationUnreachable, _):
      self = .destinationUnreachable(ICMPv6Unreachable(rawValue: code))
    // The code is to be ignored (RFC 4443, section 3.2).
    case (.packetTooBig, _): self = .packetTooBig(mtu: word)
    case (.timeExceeded, _): self = .timeExceeded(ICMPTimeExceeded(rawValue: code))
    case (.parameterProblem, _):
      self = .parameterProblem(ICMPv6ParameterProblem(rawValue: code), pointer: word)
    case (.echoRequest, 0): self = .echoRequest(identifier: upper, sequenceNumber: lower)
    case (.echoReply, 0): self = .echoReply(identifier: upper, sequenceNumber: lower)
    default: self = .other(type, code: code, word: word)
    }
  }
}
