// metrics: what the program counts.

internal import InspectionProtocol
internal import Metrics
internal import Time

extension InspectionCommand {
  static var metrics: InspectionCommand {
    InspectionCommand(
      CommandDeclaration(
        "metrics", help: "counters, gauges and histograms",
        explanation:
          "Read from where the program counts. Of a histogram the value is how many were recorded; "
          + "p50 and p99 are the upper bounds of the buckets that half, and 99 of 100, do not "
          + "exceed, and are missing where that lies above the last bound.",
        columns: [
          Column("metric", .text), Column("kind", .text), Column("value", .integer),
          Column("p50", .integer), Column("p99", .integer), Column("help", .text),
        ])
    ) { _ in
      InspectionAnswer(rows: Metrics.snapshot().map { row(of: $0) })
    }
  }

  /// Values have the unit of the metric.
  private static func row(of metric: MetricSnapshot) -> [Cell] {
    switch metric.value {
    case .counter(let count):
      return line(metric, "counter", value(Int64(clamping: count), metric.unit), .none, .none)
    case .gauge(let number):
      return line(metric, "gauge", value(number, metric.unit), .none, .none)
    case .histogram(let histogram):
      func bound(_ share: UInt64) -> Cell {
        guard let bound = histogram.quantile(perMille: share) else { return .none }
        return value(Int64(clamping: bound), metric.unit)
      }
      return line(
        metric, "histogram", .integer(Int64(clamping: histogram.count)), bound(500), bound(990))
    }
  }

  private static func value(_ number: Int64, _ unit: MetricUnit) -> Cell {
    switch unit {
    case .bytes where number >= 0: .bytes(UInt64(number))
    case .seconds: .duration(.nanoseconds(number))
    default: .integer(number)
    }
  }

  private static func line(
    _ metric: MetricSnapshot, _ kind: String, _ value: Cell, _ p50: Cell, _ p99: Cell
  ) -> [Cell] {
    [.text(metric.name + metric.labelText), .text(kind), value, p50, p99, .text(metric.help)]
  }
}
