public import Wire

/// A segment to be sent: what `nextSegment` gives. Its data is copied by `copyPayload`, before the connection is
/// asked for anything else.
public struct TCPSegment: Equatable, Sendable {
  /// Whole, but for the checksum.
  public var header: TCPHeader
  /// Bytes of data.
  public var payloadByteCount: Int
  /// Bytes of data of each segment that it is to be cut into, when it is larger than that (TSO).
  public var segmentSize: Int
  /// What the IP header says (RFC 3168).
  public var congestion: ExplicitCongestion
  /// Of the first byte of data in the stream of this side.
  var position: Int

  init(
    header: TCPHeader, payloadByteCount: Int = 0, segmentSize: Int = 0,
    congestion: ExplicitCongestion = .notCapable, position: Int = 0
  ) {
    self.header = header
    self.payloadByteCount = payloadByteCount
    self.segmentSize = segmentSize
    self.congestion = congestion
    self.position = position
  }
}
