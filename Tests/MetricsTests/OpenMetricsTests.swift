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

  /// What labels may hold, a peer's too; each comes back as it was.
  static let hostile = [
    "GET", "", "\"", "\\", "\n", "a\"} 1\n# EOF\n", "\\n", "\\\"", "}", "{", ",", "=", " ", "\t",
    "#",
    "\u{0}\u{7F}", "\r", "\u{2028}", "Größe 日本 🦊", "le=\"1\"", MetricLabel.other,
  ]

  private static let labelled =
    hostile.map { value in
      MetricSnapshot(
        name: "answers", help: "A", unit: .count, value: .counter(1),
        labels: [
          MetricLabel(name: "method", value: value), MetricLabel(name: "code", value: "200"),
        ])
    } + [
      MetricSnapshot(
        name: "wait", help: "W", unit: .count,
        value: .histogram(HistogramSnapshot(bounds: [5], counts: [1, 1], sum: 9)),
        labels: [MetricLabel(name: "path", value: "/")])
    ]

  @Test func aFamilyHasOneHeadAndItsLabelsAreEscaped() {
    let text = Metrics.openMetrics(Array(Self.labelled.suffix(3)))
    #expect(
      text == #"""
        # TYPE answers counter
        # HELP answers A
        answers_total{method="le=\"1\"",code="200"} 1
        answers_total{method="(other)",code="200"} 1
        # TYPE wait histogram
        # HELP wait W
        wait_bucket{path="/",le="5"} 1
        wait_bucket{path="/",le="+Inf"} 2
        wait_count{path="/"} 2
        wait_sum{path="/"} 9
        # EOF

        """#)
  }

  @Test(.enabled(if: Self.hasReader, "python3-prometheus-client is not installed"))
  func prometheusReadsHostileLabelsAsTheyWere() async throws {
    let program = """
      import io, json, sys
      from prometheus_client.openmetrics.parser import text_string_to_metric_families as read
      text = io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8', newline='\\n').read()
      samples = [s for family in read(text) for s in family.samples]
      print(json.dumps([s.labels['method'] for s in samples if s.name == 'answers_total']))
      print(len(samples))
      """
    let answer = try await Tool(
      "/usr/bin/python3", ["-c", program], input: Metrics.openMetrics(Self.labelled)
    ).run()
    #expect(answer.status == 0, "\(answer.errors)")
    let lines = answer.output.split(separator: "\n")
    let read = try JSONDecoder().decode([String].self, from: Data((lines.first ?? "").utf8))
    #expect(read == Self.hostile)
    #expect(lines.last == "\(Self.hostile.count + 4)")
  }

  private static var hasReader: Bool {
    FileManager.default.fileExists(
      atPath: "/usr/lib/python3/dist-packages/prometheus_client/openmetrics/parser.py")
  }
}
