import Metrics
import Testing
import Time

/// Metrics are the process's, so each test has names of its own.
@Suite struct MetricTests {
  private func value(_ name: String) -> MetricSnapshot.Value? {
    Metrics.snapshot().first { $0.name == name }?.value
  }

  @Test func aCounterCountsAndWraps() {
    let counter = Counter("counter_wraps", help: "A test's.")
    counter.increment()
    counter.increment(by: 41)
    #expect(counter.value == 42)
    #expect(value("counter_wraps") == .counter(42))
    counter.increment(by: .max)
    #expect(value("counter_wraps") == .counter(41))
  }

  @Test func aGaugeGoesBelowZero() {
    let gauge = Gauge("gauge_moves", help: "A test's.")
    gauge.set(3)
    gauge.add(-5)
    #expect(gauge.value == -2)
    #expect(value("gauge_moves") == .gauge(-2))
  }

  @Test func theSameNameIsTheSameMetric() {
    let first = Counter("counter_twice", help: "First.")
    let second = Counter("counter_twice", help: "Second.")
    first.increment()
    second.increment()
    #expect(first.value == 2)
    let listed = Metrics.snapshot().filter { $0.name == "counter_twice" }
    #expect(listed.map(\.help) == ["First."])
  }

  @Test func aBoundBelongsToItsBucket() {
    let histogram = Histogram("histogram_bounds", help: "A test's.", buckets: [10, 20, 40])
    for value in [0, 10, 11, 20, 21, 40, 41, UInt64.max] as [UInt64] { histogram.record(value) }
    let expected = HistogramSnapshot(
      bounds: [10, 20, 40], counts: [2, 2, 2, 2],
      sum: (0 + 10 + 11 + 20 + 21 + 40 + 41) &+ UInt64.max)
    #expect(value("histogram_bounds") == .histogram(expected))
    #expect(expected.count == 8)
  }

  @Test func aDurationIsCountedInNanoseconds() {
    let histogram = Histogram(
      "histogram_seconds", unit: .seconds, help: "A test's.",
      buckets: Histogram.exponential(1_000, factor: 10, count: 4))
    histogram.record(.microseconds(1))
    histogram.record(.milliseconds(2))
    histogram.record(.seconds(-1))
    let expected = HistogramSnapshot(
      bounds: [1_000, 10_000, 100_000, 1_000_000], counts: [2, 0, 0, 0, 1], sum: 2_001_000)
    #expect(value("histogram_seconds") == .histogram(expected))
  }

  @Test(
    arguments: [
      (1, 4, 5, [1, 4, 16, 64, 256]), (UInt64.max / 2, 3, 9, [UInt64.max / 2]), (5, 1, 3, [5]),
      (0, 2, 3, [0]),
    ] as [(UInt64, UInt64, Int, [UInt64])])
  func boundsStopWhereNumbersEnd(
    part: (first: UInt64, factor: UInt64, count: Int, bounds: [UInt64])
  ) {
    #expect(
      Histogram.exponential(part.first, factor: part.factor, count: part.count) == part.bounds)
  }

  @Test func quantilesAreBoundsOfBuckets() {
    let histogram = HistogramSnapshot(bounds: [1, 2, 4], counts: [50, 40, 9, 1], sum: 0)
    #expect(histogram.quantile(perMille: 0) == 1)
    #expect(histogram.quantile(perMille: 500) == 1)
    #expect(histogram.quantile(perMille: 501) == 2)
    #expect(histogram.quantile(perMille: 990) == 4)
    #expect(histogram.quantile(perMille: 1000) == nil)
    #expect(
      HistogramSnapshot(bounds: [1], counts: [0, 0], sum: 0).quantile(perMille: 500) == nil)
  }

  @Test func whatIsReadInOrderIsWhatWasMadeInOrder() throws {
    _ = Gauge("order_first", help: "A test's.")
    _ = Gauge("order_second", help: "A test's.")
    let names = Metrics.snapshot().map(\.name)
    let first = try #require(names.firstIndex(of: "order_first"))
    let second = try #require(names.firstIndex(of: "order_second"))
    #expect(first < second)
  }
}
