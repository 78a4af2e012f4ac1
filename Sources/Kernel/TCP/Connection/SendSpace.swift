internal import Wire

/// The send sequence variables (RFC 9293, section 3.3.1).
struct SendSpace {
  /// ISS.
  let initial: SequenceNumber
  /// SND.UNA.
  var unacknowledged: SequenceNumber
  /// SND.NXT; never goes back: what is lost is in the flight queue.
  var next: SequenceNumber
  /// SND.WND, in bytes.
  var window = 0
  /// MAX.SND.WND (RFC 5961, section 5).
  var maximumWindow = 0
  /// SND.WL1.
  var windowSequence = SequenceNumber(0)
  /// SND.WL2.
  var windowAcknowledgment = SequenceNumber(0)
  /// Snd.Wind.Shift (RFC 7323, section 2.3).
  var windowShift: UInt8 = 0
  /// What a segment may carry, with its options (SendMSS).
  var segmentSize: Int

  init(initial: SequenceNumber, segmentSize: Int) {
    self.initial = initial
    unacknowledged = initial
    next = initial
    self.segmentSize = segmentSize
  }

  /// Sequence space that is sent and not acknowledged.
  var outstanding: Int { next - unacknowledged }
}
