// The first bytes of a segment or datagram, as errors quote them: eight at least (RFC 792; RFC 4443 has as many
// as fit). TCP and UDP have their ports in the first four, TCP its sequence number in the next, so that an error
// finds the connection that it is about, and one that was made up is told from one that was not (RFC 5927).

internal import Bytes

/// Whom an error is about.
public struct TransportQuote: Equatable, Sendable {
  public let sourcePort: Port
  public let destinationPort: Port
  /// Of meaning with TCP.
  public let sequenceNumber: SequenceNumber

  /// - Parameter bytes: what follows the quoted IP header.
  /// - Throws: `truncated`.
  public static func parse(_ bytes: RawSpan) throws(WireFailure) -> TransportQuote {
    guard bytes.byteCount >= 8 else { throw .truncated }
    return TransportQuote(
      sourcePort: Port(bytes.readUInt16(at: 0)), destinationPort: Port(bytes.readUInt16(at: 2)),
      sequenceNumber: SequenceNumber(bytes.readUInt32(at: 4)))
  }
}
