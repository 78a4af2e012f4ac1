import PlatformParts
import Testing

/// The clock of a virtual machine: a counter of unknown rate, corrected by a timer of known rate that
/// wraps and is read with an error.
@Suite struct CounterClockTests {
  /// Counts per nanosecond: from slow emulation to the fastest processors.
  static let rates = [0.05, 0.9, 1.0, 2.4999, 6.1]
  /// Nanoseconds by which a reading of the timer may be late.
  static let jitters = [0.0, 200, 5_000]

  @Test func standsStillUntilTheFirstSample() {
    var clock = counter_clock()
    clock.base_count = 1000
    #expect(clock_wants_sample(&clock, 0))
    #expect(clock_read(&clock, 900) == 0)
    #expect(clock_read(&clock, 1 << 60) == 0)
  }

  @Test(arguments: rates, jitters)
  func neverGoesBack(rate: Double, jitter: Double) {
    var host = Host(rate: rate, jitter: jitter, seed: 3)
    var last: UInt64 = 0
    for step in 0..<20_000 {
      // A step takes a nanosecond to a second, most a few microseconds.
      host.pass(nanoseconds: host.random(below: step % 100 == 0 ? 1e9 : 1e4) + 1)
      if step % 7 == 0 { host.wait(nanoseconds: host.random(below: 2e7)) }
      let now = host.read()
      #expect(now >= last)
      last = now
    }
  }

  @Test(arguments: rates, jitters)
  func staysWithinAFewReadingErrors(rate: Double, jitter: Double) {
    var host = Host(rate: rate, jitter: jitter, seed: 4)
    host.pass(nanoseconds: 1e6)
    let start = (Double(host.read()), host.time)
    var elapsed = 1e5
    // Each time twice as long as before, to a quarter of an hour.
    while elapsed < 9e11 {
      host.pass(nanoseconds: elapsed)
      let error = abs(Double(host.read()) - start.0 - (host.time - start.1))
      // The rate is good to an error of reading over the interval it was taken from. While intervals
      // are short they are taken again before they have doubled, which adds two errors a time; one
      // of 2^30 counts is kept, and the error grows with time from there on.
      let kept = jitter * rate / Double(1 << 30)
      let passed = host.time - start.1
      #expect(error <= 60 * jitter + passed * (kept + 1e-8) + 1e3, "after \(passed) ns")
      elapsed *= 1.5
    }
  }

  @Test(arguments: rates)
  func theRateGetsBetterAndThenHolds(rate: Double) {
    var host = Host(rate: rate, jitter: 1000, seed: 5)
    host.pass(nanoseconds: 1e6)
    _ = host.read()
    for _ in 0..<200 {
      host.pass(nanoseconds: 1e8)
      _ = host.read()
    }
    let measured = Double(host.clock.rate) / 4_294_967_296
    #expect(abs(measured * rate - 1) < 1e-5)
    let samples = host.samples
    for _ in 0..<1000 {
      host.pass(nanoseconds: 1e6)
      _ = host.read()
    }
    // Reading costs an exit from the virtual machine: not for ever.
    #expect(host.samples - samples <= 1)
  }

  @Test(arguments: rates)
  func sleepsAreSamplesToo(rate: Double) {
    var host = Host(rate: rate, jitter: 1000, seed: 6)
    host.pass(nanoseconds: 1e6)
    _ = host.read()
    for _ in 0..<20 { host.wait(nanoseconds: 4e9) }
    #expect(abs(Double(host.clock.rate) / 4_294_967_296 * rate - 1) < 1e-5)
  }

  /// The timer starts again every 4.3 s; how often it did is concluded from the rate so far.
  @Test(arguments: rates, [5e9, 13e9, 61e9, 600e9])
  func countsThePeriodsItDidNotSee(rate: Double, silence: Double) {
    var host = Host(rate: rate, jitter: 1000, seed: 7)
    for _ in 0..<10 {
      host.pass(nanoseconds: 1e6)
      _ = host.read()
    }
    let start = (Double(host.read()), host.time)
    host.pass(nanoseconds: silence)
    _ = host.read()
    host.pass(nanoseconds: 1e6)
    let error = Double(host.read()) - start.0 - (host.time - start.1)
    // 1 us over the 5 ms or more that the rate rests on.
    #expect(abs(error) < silence * 2e-4 + 1e5)
    #expect(abs(Double(host.clock.rate) / 4_294_967_296 * rate - 1) < 1e-6)
  }

  @Test func aShortIntervalNeverReplacesALongOne() {
    var clock = counter_clock()
    clock_sample(&clock, 1_000_000, 1_000_000, 1_000_000)
    let rate = clock.rate
    clock_sample(&clock, 1_000_010, 500, 10)
    clock_sample(&clock, 1_000_020, 0, 10_000_000)
    clock_sample(&clock, 1_000_020, 7, 0)
    #expect(clock.rate == rate)
    #expect(!clock_wants_sample(&clock, 1_999_999))
    #expect(clock_wants_sample(&clock, 2_000_000))
  }

  @Test func aCenturyDoesNotOverflow() {
    var clock = counter_clock()
    clock_sample(&clock, 0, 1_000_000_000, 5_000_000_000)
    let century: UInt64 = 100 * 365 * 86400
    let read = clock_read(&clock, century &* 5_000_000_000 / 10)
    #expect(abs(Double(read) / 1e9 - Double(century) / 10) < 10)
  }
}

/// A virtual machine's view of time: what platform.c does with the clock, on a simulated processor.
private struct Host {
  var clock = counter_clock()
  private(set) var samples = 0
  /// The truth, in nanoseconds.
  private(set) var time = 0.0

  private let rate: Double
  private let jitter: Double
  private var state: UInt64
  /// When the timer started to count down; counts and truth.
  private var reference: (count: UInt64, time: Double) = (0, 0)

  private static let period = 4_294_967_296.0

  init(rate: Double, jitter: Double, seed: UInt64) {
    self.rate = rate
    self.jitter = jitter
    state = seed
    time = 1e9
    reference = (count, time)
    clock.base_count = reference.count
  }

  private var count: UInt64 { UInt64(time * rate) }

  mutating func random(below bound: Double) -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / 9_007_199_254_740_992 * bound
  }

  mutating func pass(nanoseconds: Double) { time += nanoseconds }

  /// platform_clock_monotonic
  mutating func read() -> UInt64 {
    if clock_wants_sample(&clock, count - reference.count) {
      let passed = (time - reference.time).truncatingRemainder(dividingBy: Self.period)
      time += random(below: jitter)
      let stamp = count
      clock_sample_periodic(
        &clock, stamp, UInt64(passed), UInt64(Self.period), stamp - reference.count)
      samples += 1
    }
    return clock_read(&clock, count)
  }

  /// platform_wait, woken a little late.
  mutating func wait(nanoseconds: Double) {
    let now = read()
    _ = now
    let period = min(nanoseconds, Self.period / 2)
    guard period >= 1 else { return }
    let (before, start) = (count, time)
    time += period + random(below: 3e5)
    let passed = (time - start).truncatingRemainder(dividingBy: period)
    time += random(below: jitter)
    let stamp = count
    // Below a millisecond the timer is one-shot and says nothing.
    if period >= 1e6 {
      clock_sample_periodic(&clock, stamp, UInt64(passed), UInt64(period), stamp - before)
    }
    reference = (stamp, time)
  }
}
