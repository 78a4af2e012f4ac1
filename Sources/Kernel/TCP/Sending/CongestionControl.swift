// How much may be on its way: NewReno (RFC 5681, RFC 6582) and CUBIC (RFC 9438).
//
// When to reduce is decided elsewhere (`TCPConnection+Loss`); here is by how much, and how the window grows. All
// numbers are whole: bytes, and CUBIC's times in milliseconds.

internal import Time

/// The algorithm that sets the congestion window.
public enum TCPCongestionAlgorithm: UInt8, Sendable {
  case newReno
  case cubic
}

struct CongestionControl {
  let algorithm: TCPCongestionAlgorithm
  /// cwnd, in bytes.
  private(set) var window: Int
  /// ssthresh, in bytes.
  private(set) var threshold = Int.max
  private var segmentSize: Int
  /// Bytes acknowledged since the window last grew by a segment (RFC 5681, section 3.1; RFC 3465).
  private var acknowledged = 0
  private var cubic = Cubic()
  /// The window and the threshold before the last reduction.
  private var before = (window: 0, threshold: Int.max)

  init(algorithm: TCPCongestionAlgorithm, segmentSize: Int) {
    self.algorithm = algorithm
    self.segmentSize = segmentSize
    window = Self.initialWindow(segmentSize)
  }

  /// RFC 6928, section 2.
  static func initialWindow(_ segmentSize: Int) -> Int {
    min(10 * segmentSize, max(2 * segmentSize, 14600))
  }

  var isInSlowStart: Bool { window < threshold }

  /// The size of segments was agreed on, before any was sent.
  mutating func begin(segmentSize: Int, lostSYN: Bool) {
    self.segmentSize = segmentSize
    // RFC 5681, section 3.1: one segment when the SYN or its answer was lost.
    window = lostSYN ? segmentSize : Self.initialWindow(segmentSize)
  }

  /// The path takes smaller segments only.
  mutating func changeSegmentSize(_ size: Int) {
    window = max(window / segmentSize, 2) * size
    segmentSize = size
  }

  /// New data was acknowledged while the window was used up.
  mutating func grow(_ bytes: Int, now: Instant, roundTrip: Duration) {
    guard !isInSlowStart else {
      // L = 2 segments an acknowledgment (RFC 3465, section 2.2) would starve coalesced ones; as RFC 9438,
      // section 4.10 and Linux do, what was acknowledged counts.
      window += min(bytes, max(threshold - window, segmentSize))
      return
    }
    switch algorithm {
    case .newReno: growLinearly(bytes)
    case .cubic:
      let target = cubic.target(window, segmentSize, now: now, roundTrip: roundTrip, bytes)
      guard target > window else { return }
      // A step of (target - cwnd) / cwnd for each segment acknowledged (RFC 9438, section 4.4).
      acknowledged += min(bytes, window)
      let step = acknowledged * (target - window) / window
      if step > 0 {
        window += step
        acknowledged = 0
      }
    }
  }

  private mutating func growLinearly(_ bytes: Int) {
    acknowledged += bytes
    if acknowledged >= window {
      acknowledged -= window
      window += segmentSize
    }
  }

  /// A loss, or a mark of congestion: the window to go on with. At most once a round trip.
  mutating func reduce(inFlight: Int, now: Instant) {
    before = (window, threshold)
    threshold = reduced(inFlight)
    window = threshold
    acknowledged = 0
  }

  /// Nothing was lost after all (RFC 9438, section 4.9.2).
  mutating func undo() {
    window = max(window, before.window)
    threshold = max(threshold, before.threshold)
    cubic.pause()
  }

  /// The timer expired: one segment (RFC 5681, section 3.1).
  mutating func collapse(inFlight: Int, isFirst: Bool) {
    if isFirst { threshold = reduced(inFlight) }
    window = segmentSize
    acknowledged = 0
  }

  private mutating func reduced(_ inFlight: Int) -> Int {
    switch algorithm {
    case .newReno: return max(inFlight / 2, 2 * segmentSize)
    case .cubic:
      cubic.loss(window)
      // beta = 0.7 (RFC 9438, section 4.6).
      return max(min(window, max(inFlight, segmentSize)) / 10 * 7, 2 * segmentSize)
    }
  }

  /// Nothing was sent for a while (RFC 5681, section 4.1).
  mutating func restart() {
    window = min(window, Self.initialWindow(segmentSize))
    cubic.pause()
  }
}
