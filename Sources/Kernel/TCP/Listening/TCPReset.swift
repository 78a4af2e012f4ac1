public import Wire

/// The answer to a segment that belongs to no connection.
public enum TCPReset {
  /// RFC 9293, section 3.10.7.1: nil for a reset, which is never answered.
  @export(interface)
  public static func answer(to header: TCPHeader, payloadByteCount: Int) -> TCPHeader? {
    if header.flags.contains(.rst) { return nil }
    if header.flags.contains(.ack) {
      return TCPHeader(
        sourcePort: header.destinationPort, destinationPort: header.sourcePort,
        sequenceNumber: header.acknowledgmentNumber, flags: .rst, window: 0)
    }
    let length =
      payloadByteCount + (header.flags.contains(.syn) ? 1 : 0)
      + (header.flags.contains(.fin) ? 1 : 0)
    return TCPHeader(
      sourcePort: header.destinationPort, destinationPort: header.sourcePort,
      sequenceNumber: SequenceNumber(0), acknowledgmentNumber: header.sequenceNumber + length,
      flags: [.rst, .ack], window: 0)
  }
}
