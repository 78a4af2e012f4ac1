import Metrics
import Testing

/// Families are the process's, so each test has names of its own.
@Suite struct MetricFamilyTests {
  private func all(_ name: String) -> [MetricSnapshot] {
    Metrics.snapshot().filter { $0.name == name }
  }

  @Test func theSameValuesAreTheSameMetric() {
    let family = CounterFamily("family_same", labels: "method", "code", help: "A test's.")
    family.with("GET", "200").increment()
    family.with("GET", "404").increment(by: 2)
    family.with("GET", "200").increment()
    // Made again, it is the same family.
    CounterFamily("family_same", labels: "method", "code", help: "").with("GET", "404").increment()
    let listed = all("family_same")
    #expect(listed.map(\.value) == [.counter(2), .counter(3)])
    #expect(
      listed.map(\.labelText) == [
        #"{method="GET",code="200"}"#, #"{method="GET",code="404"}"#,
      ])
  }

  @Test func everyKindHasFamilies() {
    let gauges = GaugeFamily("family_gauge", labels: "pool", help: "A test's.")
    gauges.with("a").set(-4)
    let histograms = HistogramFamily(
      "family_seconds", labels: "path", unit: .seconds, help: "A test's.", buckets: [10, 20])
    histograms.with("/").record(15)
    histograms.with("/").record(25)
    #expect(all("family_gauge").map(\.value) == [.gauge(-4)])
    let expected = HistogramSnapshot(bounds: [10, 20], counts: [0, 1, 1], sum: 40)
    #expect(all("family_seconds").map(\.value) == [.histogram(expected)])
  }

  /// Values may be a peer's: what is beyond the limit is counted, and takes no memory.
  @Test func beyondTheLimitAllCountTogether() {
    let family = CounterFamily("family_many", labels: "peer", "port", help: "A test's.")
    for number in 0..<1000 { family.with("\(number)", "1").increment() }
    let listed = all("family_many")
    #expect(listed.count == MetricLimits.series + 1)
    #expect(listed.last?.value == .counter(UInt64(1000 - MetricLimits.series)))
    let other = #"{peer="\#(MetricLabel.other)",port="\#(MetricLabel.other)"}"#
    #expect(listed.last?.labelText == other)
    // Those that are there go on by themselves.
    family.with("0", "1").increment()
    #expect(all("family_many").first?.value == .counter(2))
  }

  @Test func aLongValueIsCutBetweenCharacters() {
    let family = CounterFamily("family_long", labels: "path", help: "A test's.")
    let limit = MetricLimits.labelBytes
    for value in [
      String(repeating: "a", count: limit), String(repeating: "a", count: 10_000),
      String(repeating: "a", count: limit - 1) + "é", String(repeating: "€", count: limit),
    ] { family.with(value).increment() }
    let values = all("family_long").compactMap(\.labels.first?.value)
    #expect(values.map(\.utf8.count) == [limit, limit - 1, limit / 3 * 3])
    #expect(values.allSatisfy { !$0.contains("\u{FFFD}") })
    #expect(all("family_long").first?.value == .counter(2))
  }

  @Test func aFamilyWithoutMetricsSaysNothing() {
    _ = CounterFamily("family_empty", labels: "a", help: "A test's.")
    #expect(all("family_empty").isEmpty)
  }

  @Test func mistakesEndTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = CounterFamily("f", labels: "le", help: "") }
    await #expect(processExitsWith: .failure) { _ = CounterFamily("f", labels: "__a", help: "") }
    await #expect(processExitsWith: .failure) { _ = CounterFamily("f", labels: "9", help: "") }
    await #expect(processExitsWith: .failure) { _ = CounterFamily("f", labels: "a-b", help: "") }
    await #expect(processExitsWith: .failure) { _ = CounterFamily("f", labels: "", help: "") }
    await #expect(processExitsWith: .failure) {
      _ = CounterFamily("f", labels: "a", "b", "a", help: "")
    }
    await #expect(processExitsWith: .failure) {
      _ = CounterFamily(
        "f", labels: "a", "b", "c", "d", "e", "f", "g", "h", "i", help: "")
    }
    await #expect(processExitsWith: .failure) {
      CounterFamily("f", labels: "a", "b", help: "").with("1").increment()
    }
    await #expect(processExitsWith: .failure) {
      _ = CounterFamily("f", labels: "a", help: "")
      _ = CounterFamily("f", labels: "b", help: "")
    }
    await #expect(processExitsWith: .failure) {
      _ = CounterFamily("f", labels: "a", help: "")
      _ = Counter("f", help: "")
    }
    await #expect(processExitsWith: .failure) {
      _ = HistogramFamily("f", labels: "a", help: "", buckets: [2, 1])
    }
  }
}
