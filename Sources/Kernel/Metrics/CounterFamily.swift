/// Counters that are told apart by labels.
///
///     let requests = CounterFamily(
///       "http_requests", labels: "method", "code", help: "Requests that were answered.")
///     requests.with("GET", "200").increment()
///
/// A family is made once and kept for ever, as its metrics are, each when it is first asked for. An update of
/// what `with` returns allocates nothing, so keep that where updates are many. There are at most
/// `MetricLimits.series`; values beyond count together.
public struct CounterFamily: Sendable {
  private nonisolated(unsafe) let record: MetricRecord.Pointer

  /// - Parameters:
  ///   - labels: names as OpenMetrics has them, at most `MetricLimits.labels`. Trap: others.
  ///   - name, unit, help: as of `Counter`.
  public init(
    _ name: StaticString, labels: StaticString..., unit: MetricUnit = .count, help: StaticString
  ) {
    MetricLabel.check(labels, of: name)
    unsafe record = unsafe MetricRecords.named(
      name, .counter, unit: unit, help: help, labels: labels)
  }

  /// The counter with these values, one for each label. Trap: more or fewer.
  public func with(_ values: String...) -> Counter {
    unsafe Counter(cell: record.pointee.cells(of: values))
  }
}
