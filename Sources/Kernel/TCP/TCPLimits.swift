internal import Time

/// How much of what a peer may ask for is done.
public enum TCPLimits {
  /// The least maximum segment size that a peer is believed, in bytes; SYN of 8 exist, to make senders work.
  public static let leastSegmentSize = 88
  /// What a peer's full segments are taken to carry at least, in bytes: acknowledgments count by it.
  static var usualSegmentSize: Int { 536 }
  /// Bytes of data in a full segment, whatever options it has.
  static let leastPayload = 32
  /// Duplicate acknowledgments that wait to be sent.
  static let duplicatesDue = 64
  /// How long a peer may put off an acknowledgment (WCDelAckT of RFC 8985, section 7.2).
  static var peerDelay: Duration { .milliseconds(200) }
  /// The greatest part of the window in one call of `nextSegment`, in bytes: what an IPv4 packet holds.
  public static let largestSegment = 65_535 - 60 - 60
}
