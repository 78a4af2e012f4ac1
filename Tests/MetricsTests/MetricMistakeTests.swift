import Metrics
import Testing

/// A program that uses metrics wrongly ends there; each in a process of its own.
@Suite struct MetricMistakeTests {
  @Test func aNameThatIsNone() async {
    await #expect(processExitsWith: .failure) { _ = Counter("9lives", help: "") }
    await #expect(processExitsWith: .failure) { _ = Counter("", help: "") }
    await #expect(processExitsWith: .failure) { _ = Counter("tea-pots", help: "") }
    await #expect(processExitsWith: .failure) { _ = Counter("pots\u{e9}", help: "") }
  }

  @Test func aNameThatEndsInWhatTheTextAdds() async {
    await #expect(processExitsWith: .failure) { _ = Counter("requests_total", help: "") }
    await #expect(processExitsWith: .failure) { _ = Gauge("requests_sum", help: "") }
  }

  @Test func aUnitThatTheNameDoesNotSay() async {
    await #expect(processExitsWith: .failure) { _ = Gauge("heap", unit: .bytes, help: "") }
    await #expect(processExitsWith: .failure) { _ = Gauge("bytes", unit: .bytes, help: "") }
  }

  @Test func anotherKindOrOtherBucketsOfTheSameName() async {
    await #expect(processExitsWith: .failure) {
      _ = Counter("same", help: "")
      _ = Gauge("same", help: "")
    }
    await #expect(processExitsWith: .failure) {
      _ = Histogram("same", help: "", buckets: [1, 2])
      _ = Histogram("same", help: "", buckets: [1, 3])
    }
  }

  @Test func bucketsThatDoNotAscend() async {
    await #expect(processExitsWith: .failure) { _ = Histogram("h", help: "", buckets: []) }
    await #expect(processExitsWith: .failure) { _ = Histogram("h", help: "", buckets: [2, 1]) }
    await #expect(processExitsWith: .failure) { _ = Histogram("h", help: "", buckets: [1, 1]) }
    await #expect(processExitsWith: .failure) {
      _ = Histogram("h", help: "", buckets: Array(0...UInt64(MetricLimits.buckets)))
    }
  }

  @Test func whatIsRightGoesOn() async {
    await #expect(processExitsWith: .success) {
      _ = Counter("_same:1", help: "")
      _ = Counter("_same:1", help: "")
      _ = Histogram("h", help: "", buckets: Array(1...UInt64(MetricLimits.buckets)))
    }
  }
}
