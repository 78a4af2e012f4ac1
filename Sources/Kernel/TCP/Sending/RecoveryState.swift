internal import Time
internal import Wire

/// What loss detection remembers (RFC 6582; RFC 8985, section 5).
struct RecoveryState {
  enum Phase: UInt8 {
    /// Nothing is amiss.
    case open
    /// A mark of congestion was answered; the window does not grow.
    case reduced
    /// Losses are being mended, the timer has not expired.
    case recovery
    /// The timer has expired.
    case loss
  }

  var phase = Phase.open
  /// What had been sent when the phase began: acknowledged, it ends.
  var end = SequenceNumber(0)
  /// How much that was.
  var outstanding = 0
  /// One retransmission goes out whatever the window says.
  var mustRetransmit = false
  /// Without SACK: how many duplicate acknowledgments, each a segment that has left the path.
  var duplicates = 0

  /// What was retransmitted since the window was last reduced for a loss, less what turned out to be needless;
  /// nil: the reduction stays.
  var retransmitted: Int?

  // RACK: the segment sent last of those that are delivered.
  var newestSentAt = Instant.zero
  var newestEnd = SequenceNumber(0)
  var newestRoundTrip = Duration.zero
  /// The greatest number that was acknowledged, selectively too (RACK.fack).
  var forward = SequenceNumber(0)
  var sawReordering = false
  /// By which the reordering window is multiplied.
  var windowFactor = 1
  /// Recoveries until that is 1 again.
  var windowPersistence = 16
  /// RACK.dsack_round.
  var duplicateRound: SequenceNumber?

  /// The end of a tail loss probe that was sent (TLP.end_seq).
  var probeEnd: SequenceNumber?
  /// The probe repeated what was sent before.
  var probeIsRetransmission = false
}
