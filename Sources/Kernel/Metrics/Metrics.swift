/// All metrics of the unikernel.
public enum Metrics {
  /// Every metric, in the order in which they were made.
  @export(interface)
  public static func snapshot() -> [MetricSnapshot] {
    MetricRecords.all.map { record in
      MetricSnapshot(
        name: text(record.name), help: text(record.help), unit: record.unit,
        value: value(of: record))
    }
  }

  private static func value(of record: MetricRecord) -> MetricSnapshot.Value {
    // Safety: see MetricRecord for the cells.
    switch record.kind {
    case .counter: return unsafe .counter(record.cells[0])
    case .gauge: return unsafe .gauge(Int64(bitPattern: record.cells[0]))
    case .histogram:
      let bounds = unsafe Array(record.bounds)
      return unsafe .histogram(
        HistogramSnapshot(
          bounds: bounds,
          counts: Array(UnsafeBufferPointer(start: record.cells, count: bounds.count + 1)),
          sum: record.cells[bounds.count + 1]))
    }
  }

  private static func text(_ text: StaticString) -> String {
    text.withUTF8Buffer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
