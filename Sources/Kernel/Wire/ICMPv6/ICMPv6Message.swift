// Errors and echoes of IPv6 (RFC 4443).
//
//     | type 8 | code 8 | checksum 16 |
//     | by type, 32 bits              |   then data, or the datagram that was at fault
//
//     1          destination unreachable    0; then a quote
//     2          packet too big             MTU 32; then a quote
//     3          time exceeded              0; then a quote
//     4          parameter problem          pointer 32; then a quote
//     128, 129   echo request, reply        identifier 16, sequence number 16; then data

/// A message, but for the data or the quote that follows it. Neighbour discovery and MLD have types of their
/// own (`ICMPv6Type`).
public enum ICMPv6Message: Equatable, Sendable {
  case destinationUnreachable(ICMPv6Unreachable)
  /// - mtu: of the next link, in bytes.
  case packetTooBig(mtu: UInt32)
  case timeExceeded(ICMPTimeExceeded)
  /// - pointer: which byte of the quote is at fault.
  case parameterProblem(ICMPv6ParameterProblem, pointer: UInt32)
  case echoRequest(identifier: UInt16, sequenceNumber: UInt16)
  case echoReply(identifier: UInt16, sequenceNumber: UInt16)
  case other(ICMPv6Type, code: UInt8, word: UInt32)

  /// Without what follows, in bytes.
  public static var byteCount: Int { 8 }
}
