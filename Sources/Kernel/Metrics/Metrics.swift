/// All metrics of the unikernel.
public enum Metrics {
  /// Every metric, in the order in which they were made; those of a family follow each other.
  @export(interface)
  public static func snapshot() -> [MetricSnapshot] {
    var snapshots: [MetricSnapshot] = []
    for record in MetricRecords.all {
      guard let series = record.series else {
        unsafe snapshots.append(snapshot(of: record, record.cells))
        continue
      }
      for entry in series.entries {
        unsafe snapshots.append(snapshot(of: record, entry.cells, series.labels, entry.values))
      }
      if series.isFull {
        let values = series.labels.map { _ in MetricLabel.other }
        unsafe snapshots.append(snapshot(of: record, record.cells, series.labels, values))
      }
    }
    return snapshots
  }

  private static func snapshot(
    of record: MetricRecord, _ cells: UnsafeMutablePointer<UInt64>, _ labels: [StaticString] = [],
    _ values: [String] = []
  ) -> MetricSnapshot {
    unsafe MetricSnapshot(
      name: text(record.name), help: text(record.help), unit: record.unit,
      value: value(of: record, cells),
      labels: zip(labels, values).map { MetricLabel(name: text($0), value: $1) })
  }

  private static func value(
    of record: MetricRecord, _ cells: UnsafeMutablePointer<UInt64>
  ) -> MetricSnapshot.Value {
    // Safety: see MetricRecord for the cells.
    switch record.kind {
    case .counter: return unsafe .counter(cells[0])
    case .gauge: return unsafe .gauge(Int64(bitPattern: cells[0]))
    case .histogram:
      let bounds = unsafe Array(record.bounds)
      return unsafe .histogram(
        HistogramSnapshot(
          bounds: bounds,
          counts: Array(UnsafeBufferPointer(start: cells, count: bounds.count + 1)),
          sum: cells[bounds.count + 1]))
    }
  }

  private static func text(_ text: StaticString) -> String {
    text.withUTF8Buffer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
