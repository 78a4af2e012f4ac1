internal import Time
internal import Wire

/// A stretch of sequence space that was sent and is not acknowledged cumulatively: one segment, or several that
/// left together. SYN and FIN count.
struct SentSegment {
  var start: SequenceNumber
  /// How much of sequence space; never 0.
  var length: UInt32
  var state: State
  /// More than once.
  var isRetransmitted = false
  var hasSYN = false
  /// At the end.
  var hasFIN = false
  /// The last time.
  var sentAt: Instant

  enum State: UInt8 {
    /// Believed to be on its way.
    case inFlight
    /// Believed to be lost; not yet sent again.
    case lost
    /// Acknowledged selectively.
    case sacked
  }

  var end: SequenceNumber { start + Int(length) }
  var count: Int { Int(length) }
}
