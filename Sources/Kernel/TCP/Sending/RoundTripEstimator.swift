// The retransmission timeout (RFC 6298).

internal import Time

struct RoundTripEstimator {
  private(set) var smoothed: Duration = .zero
  private(set) var variation: Duration = .zero
  private(set) var minimum: Duration = .zero
  private(set) var latest: Duration = .zero
  /// The least and the greatest timeout.
  let bounds: ClosedRange<Duration>
  /// How often the timer has expired since something new was acknowledged.
  private(set) var backoff = 0
  /// Before backing off.
  private var base: Duration

  init(bounds: ClosedRange<Duration>, initial: Duration) {
    self.bounds = bounds
    base = initial
  }

  var hasSample: Bool { smoothed > .zero }

  /// A time from a segment to its acknowledgment (RFC 6298, section 2).
  mutating func sample(_ time: Duration) {
    // A clock that stood still is a round trip of something.
    let time = max(time, .nanoseconds(1))
    latest = time
    if minimum == .zero || time < minimum { minimum = time }
    if hasSample {
      let difference = time > smoothed ? time - smoothed : smoothed - time
      variation = .nanoseconds((variation.nanoseconds * 3 + difference.nanoseconds) / 4)
      smoothed = .nanoseconds((smoothed.nanoseconds * 7 + time.nanoseconds) / 8)
    } else {
      smoothed = time
      variation = .nanoseconds(time.nanoseconds / 2)
    }
    // The clock's granularity, G, is less than anything here.
    base = clamped(smoothed + variation * 4)
  }

  /// RTO.
  var timeout: Duration { min(base * (1 << Int64(min(backoff, 16))), bounds.upperBound) }

  /// RFC 6298, section 5.5.
  mutating func backOff() { backoff += 1 }
  /// Something new was acknowledged.
  mutating func recover() { backoff = 0 }

  /// A SYN was lost and there is no sample: the first data waits for 3 s (RFC 6298, section 5.7).
  mutating func becomeCautious() {
    if !hasSample { base = clamped(.seconds(3)) }
    backoff = 0
  }

  private func clamped(_ time: Duration) -> Duration {
    min(max(time, bounds.lowerBound), bounds.upperBound)
  }
}
