// The control messages of IPv4 (RFC 792; the MTU of "fragmentation needed": RFC 1191, section 4).
//
//     | type 8 | code 8 | checksum 16 |
//     | by type, 32 bits              |   then data, or the datagram that was at fault
//
//     0, 8    echo reply, echo           identifier 16, sequence number 16; then data
//     3       destination unreachable    0, MTU of the next link 16; then a quote
//     5       redirect                   address of the better router; then a quote
//     11      time exceeded              0; then a quote
//     12      parameter problem          pointer 8, 0; then a quote

/// A message, but for the data or the quote that follows it.
public enum ICMPv4Message: Equatable, Sendable {
  case echoReply(identifier: UInt16, sequenceNumber: UInt16)
  /// - nextHopMTU: bytes; 0 when it was not said, or with another code than `fragmentationNeeded`.
  case destinationUnreachable(ICMPv4Unreachable, nextHopMTU: UInt16)
  case redirect(code: UInt8, gateway: IPv4Address)
  case echoRequest(identifier: UInt16, sequenceNumber: UInt16)
  case timeExceeded(ICMPTimeExceeded)
  /// - pointer: which byte of the quote is at fault.
  case parameterProblem(code: UInt8, pointer: UInt8)
  case other(type: UInt8, code: UInt8, word: UInt32)

  /// Without what follows, in bytes.
  public static var byteCount: Int { 8 }

  /// Whether it tells of an error, so that no error may be sent about it (RFC 1122, section 3.2.2), and quotes
  /// a datagram.
  public var isError: Bool {
    switch self {
    case .destinationUnreachable, .redirect, .timeExceeded, .parameterProblem: true
    // Source quench, of which nothing is made any more (RFC 6633).
    case .other(let type, _, _): type == 4
    case .echoReply, .echoRequest: false
    }
  }
}
