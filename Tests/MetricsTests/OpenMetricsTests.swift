import Foundation
import Metrics
import Processes
import Testing

@Suite struct OpenMetricsTests {
  static let metrics = [
    MetricSnapshot(
      name: "requests", help: "Say \"when\".\nOr \\ not.", unit: .count, value: .counter(.max)),
    MetricSnapshot(name: "uptime_seconds", help: "", unit: .seconds, value: .counter(1)),
    MetricSnapshot(name: "load_ratio", help: "R", unit: .ratio, value: .gauge(-1_250_000)),
    MetricSnapshot(name: "heap_bytes", help: "H", unit: .bytes, value: .gauge(4096)),
    MetricSnapshot(
      name: "wait_seconds", help: "W", unit: .seconds,
      value: .histogram(
        HistogramSnapshot(
          bounds: [1_000, 1_500_000_000], counts: [1, 0, 2], sum: 60_000_000_000))),
  ]

  @Test func theTextIsWhatTheSpecificationShows() {
    #expect(
      Metrics.openMetrics(Self.metrics) == #"""
        # TYPE requests counter
        # HELP requests Say \"when\".\nOr \\ not.
        requests_total 18446744073709551615
        # TYPE uptime_seconds counter
        # UNIT uptime_seconds seconds
        # HELP uptime_seconds \#("")
        uptime_seconds_total 0.000000001
        # TYPE load_ratio gauge
        # UNIT load_ratio ratio
        # HELP load_ratio R
        load_ratio -1.25
        # TYPE heap_bytes gauge
        # UNIT heap_bytes bytes
        # HELP heap_bytes H
        heap_bytes 4096
        # TYPE wait_seconds histogram
        # UNIT wait_seconds seconds
        # HELP wait_seconds W
        wait_seconds_bucket{le="0.000001"} 1
        wait_seconds_bucket{le="1.5"} 1
        wait_seconds_bucket{le="+Inf"} 3
        wait_seconds_count 3
        wait_seconds_sum 60
        # EOF

        """#)
  }

  /// Prometheus' own reader (Debian: python3-prometheus-client) understands it, strictly.
  @Test(.enabled(if: Self.hasReader, "python3-prometheus-client is not installed"))
  func prometheusReadsIt() async throws {
    let program = """
      import sys
      from prometheus_client.openmetrics.parser import text_string_to_metric_families as read
      for family in read(sys.stdin.read()):
        for s in family.samples:
          print(family.name, family.type, family.unit, s.name, s.labels.get('le'), s.value)
      """
    let answer = try await Tool(
      "/usr/bin/python3", ["-c", program], input: Metrics.openMetrics(Self.metrics)
    ).run()
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(
      answer.output.split(separator: "\n").map(String.init) == [
        "requests counter  requests_total None 18446744073709551615",
        "uptime_seconds counter seconds uptime_seconds_total None 1e-09",
        "load_ratio gauge ratio load_ratio None -1.25",
        "heap_bytes gauge bytes heap_bytes None 4096",
        "wait_seconds histogram seconds wait_seconds_bucket 0.000001 1",
        "wait_seconds histogram seconds wait_seconds_bucket 1.5 1",
        "wait_seconds histogram seconds wait_seconds_bucket +Inf 3",
        "wait_seconds histogram seconds wait_seconds_count None 3",
        "wait_seconds histogram seconds wait_seconds_sum None 60",
      ])
  }

  private static var hasReader: Bool {
    FileManager.default.fileExists(
      atPath: "/usr/lib/python3/dist-packages/prometheus_client/openmetrics/parser.py")
  }
}
