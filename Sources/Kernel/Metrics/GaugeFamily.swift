/// Gauges that are told apart by labels, as `CounterFamily`.
public struct GaugeFamily: Sendable {
  private nonisolated(unsafe) let record: MetricRecord.Pointer

  /// - Parameters:
  ///   - labels: names as OpenMetrics has them, at most `MetricLimits.labels`. Trap: others.
  ///   - name, unit, help: as of `Gauge`.
  public init(
    _ name: StaticString, labels: StaticString..., unit: MetricUnit = .count, help: StaticString
  ) {
    MetricLabel.check(labels, of: name)
    unsafe record = unsafe MetricRecords.named(
      name, .gauge, unit: unit, help: help, labels: labels)
  }

  /// The gauge with these values, one for each label. Trap: more or fewer.
  public func with(_ values: String...) -> Gauge {
    unsafe Gauge(cell: record.pointee.cells(of: values))
  }
}
