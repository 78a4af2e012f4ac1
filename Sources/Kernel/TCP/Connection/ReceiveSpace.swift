internal import Wire

/// The receive sequence variables (RFC 9293, section 3.3.1).
struct ReceiveSpace {
  /// IRS.
  var initial = SequenceNumber(0)
  /// RCV.NXT.
  var next = SequenceNumber(0)
  /// RCV.NXT + RCV.WND: never moves to the left.
  var edge = SequenceNumber(0)
  /// Rcv.Wind.Shift (RFC 7323, section 2.3).
  var windowShift: UInt8 = 0
  /// What the peer's full segments carry, as far as was seen.
  var segmentSize = 0
  /// RCV.NXT as it was last sent.
  var acknowledged = SequenceNumber(0)
  /// Of a FIN that came early.
  var fin: SequenceNumber?
  /// A duplicate to be reported (RFC 2883).
  var duplicate: SACKBlock?

  /// RCV.WND.
  var window: Int { max(edge - next, 0) }
  /// What the peer may believe: the window's field counts in units, and is rounded up.
  var tolerance: Int { (1 << Int(windowShift)) - 1 }
}
