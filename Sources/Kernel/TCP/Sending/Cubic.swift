// The window of CUBIC (RFC 9438, section 4): a cubic of the time since the last loss, flat around the window at
// which it happened.
//
//     W(t) = C (t - K)³ + Wmax,   K = ∛((Wmax - cwnd at the epoch's start) / C),   C = 0.4 segments/s³

internal import Time

struct Cubic {
  /// Wmax in bytes; 0 before a loss.
  private var lossWindow = 0
  private var epoch: Instant?
  /// K in milliseconds.
  private var inflection: Int64 = 0
  /// Where the cubic has its flat part.
  private var origin = 0
  /// West: what Reno would have (section 4.3).
  private var renoWindow = 0
  private var renoAcknowledged = 0

  /// RFC 9438, section 4.7: fast convergence.
  mutating func loss(_ window: Int) {
    lossWindow = window < lossWindow ? window / 20 * 17 : window
    epoch = nil
  }

  mutating func pause() { epoch = nil }

  /// Where the window shall be one round trip from now, between `window` and 1.5 times that.
  mutating func target(
    _ window: Int, _ segment: Int, now: Instant, roundTrip: Duration, _ bytes: Int
  ) -> Int {
    let start = begin(window, segment, now)
    let elapsed = ((now - start) + roundTrip).nanoseconds / 1_000_000
    let distance = min(max(elapsed - inflection, -100_000), 100_000)
    // 0.4 segments/s³ in bytes/ms³: at most 10¹⁵ × 9000 × 0.4, which fits.
    let cubic =
      origin + Int(distance * distance * distance / 1000 * Int64(segment) * 4 / 10_000_000)
    let reno = friendly(bytes, window, segment)
    return min(max(cubic, reno, window), window + window / 2)
  }

  private mutating func begin(_ window: Int, _ segment: Int, _ now: Instant) -> Instant {
    if let epoch { return epoch }
    epoch = now
    renoWindow = window
    renoAcknowledged = 0
    origin = max(lossWindow, window)
    let segments = (origin - window) / segment
    inflection = Self.cubeRoot(Int64(segments) * 2_500_000_000)
    return now
  }

  /// alpha = 3 (1 - 0.7) / (1 + 0.7) = 9/17 segments a window, and 1 beyond the last loss (section 4.3).
  private mutating func friendly(_ bytes: Int, _ window: Int, _ segment: Int) -> Int {
    renoAcknowledged += renoWindow < lossWindow ? bytes * 9 / 17 : bytes
    if renoAcknowledged >= renoWindow {
      renoAcknowledged -= renoWindow
      renoWindow += segment
    }
    return renoWindow
  }

  /// Rounded down; 0 for what is not positive.
  static func cubeRoot(_ number: Int64) -> Int64 {
    var root: Int64 = 0
    var bit: Int64 = 1 << 20
    while bit > 0 {
      let larger = root + bit
      if larger * larger * larger <= number { root = larger }
      bit >>= 1
    }
    return root
  }
}
