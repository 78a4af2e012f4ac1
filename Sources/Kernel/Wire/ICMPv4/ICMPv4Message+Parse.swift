internal import Bytes

extension ICMPv4Message {
  /// The message in `bytes`, the payload of an IPv4 datagram, and where in it the data or the quote is.
  /// - Parameter isVerified: the device has seen that the checksum is right.
  /// - Throws: `truncated`, `checksum`.
  public static func parse(
    _ bytes: RawSpan, isVerified: Bool = false
  ) throws(WireFailure) -> (message: ICMPv4Message, payload: Range<Int>) {
    guard bytes.byteCount >= byteCount else { throw .truncated }
    if !isVerified {
      var checksum = InternetChecksum()
      checksum.add(bytes)
      guard checksum.isRight else { throw .checksum }
    }
    let message = ICMPv4Message(
      type: bytes.readUInt8(at: 0), code: bytes.readUInt8(at: 1), word: bytes.readUInt32(at: 4))
    return (message, byteCount..<bytes.byteCount)
  }

  private init(type: UInt8, code: UInt8, word: UInt32) {
    let upper = UInt16(truncatingIfNeeded: word >> 16)
    let lower = UInt16(truncatingIfNeeded: word)
    switch (type, code) {
    case (0, 0): self = .echoReply(identifier: upper, sequenceNumber: lower)
    case (3, _):
      let reason = ICMPv4Unreachable(rawValue: code)
      let mtu = reason == .fragmentationNeeded ? lower : 0
      self = .destinationUnreachable(reason, nextHopMTU: mtu)
    case (5, _): self = .redirect(code: code, gateway: IPv4Address(rawValue: word))
    case (8, 0): self = .echoRequest(identifier: upper, sequenceNumber: lower)
    case (11, _): self = .timeExceeded(ICMPTimeExceeded(rawValue: code))
    case (12, _):
      self = .parameterProblem(code: code, pointer: UInt8(truncatingIfNeeded: word >> 24))
    default: self = .other(type: type, code: code, word: word)
    }
  }
}
