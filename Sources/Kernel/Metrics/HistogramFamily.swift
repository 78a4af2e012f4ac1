/// Histograms that are told apart by labels, as `CounterFamily`; all have the same buckets.
public struct HistogramFamily: Sendable {
  private nonisolated(unsafe) let record: MetricRecord.Pointer

  /// - Parameters:
  ///   - labels: names as OpenMetrics has them, at most `MetricLimits.labels`. Trap: others.
  ///   - name, unit, help, buckets: as of `Histogram`.
  public init(
    _ name: StaticString, labels: StaticString..., unit: MetricUnit = .count, help: StaticString,
    buckets: [UInt64]
  ) {
    MetricLabel.check(labels, of: name)
    Histogram.check(buckets, of: name)
    unsafe record = unsafe MetricRecords.named(
      name, .histogram, unit: unit, help: help, bounds: buckets, labels: labels)
  }

  /// The histogram with these values, one for each label. Trap: more or fewer.
  public func with(_ values: String...) -> Histogram {
    let cells = unsafe record.pointee.cells(of: values)
    return unsafe Histogram(bounds: record.pointee.bounds, cells: cells)
  }
}
