// The metrics of a family, by the values of their labels. Each is made when its values are first asked for and
// kept for ever. What is asked for when there is no room is not refused: values may be a peer's, and counting
// must not fail for that.

/// The metrics of one family.
final class MetricSeries {
  /// One of them.
  struct Entry {
    /// As many as there are labels.
    let values: [String]
    let cells: UnsafeMutablePointer<UInt64>
  }

  let labels: [StaticString]
  private(set) var entries: [Entry] = []
  /// Whether something was counted with what is beyond the limit.
  private(set) var isFull = false

  init(_ labels: [StaticString]) { self.labels = labels }

  /// The cells of the metric with these values; nil: there is no room for it. Linear in the number of metrics.
  func cells(_ values: [String], bounds: Int) -> UnsafeMutablePointer<UInt64>? {
    let values = values.map(MetricSeries.cut)
    for entry in entries where MetricSeries.areSame(entry.values, values) {
      return unsafe entry.cells
    }
    guard entries.count < MetricLimits.series else {
      isFull = true
      return nil
    }
    let cells = MetricRecords.makeCells(bounds)
    entries.append(unsafe Entry(values: values, cells: cells))
    return unsafe cells
  }

  /// By bytes: comparing texts by their meaning would bring tables of Unicode into the image.
  private static func areSame(_ values: [String], _ others: [String]) -> Bool {
    zip(values, others).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  /// At most `MetricLimits.labelBytes`, and no part of a character's encoding.
  private static func cut(_ value: String) -> String {
    guard value.utf8.count > MetricLimits.labelBytes else { return value }
    var bytes = Array(value.utf8.prefix(MetricLimits.labelBytes + 1))
    // A byte of the form 10xxxxxx goes on with a character (RFC 3629 §3).
    while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension MetricRecord {
  /// The cells of the family's metric with these values.
  func cells(of values: [String]) -> UnsafeMutablePointer<UInt64> {
    guard let series else { return unsafe cells }
    guard values.count == series.labels.count else { Messages.fail(Messages.badValues, name) }
    return unsafe series.cells(values, bounds: bounds.count) ?? cells
  }
}
