// A metric's record: taken when the metric is made, kept for ever, known by its address. An update is a
// look at that address and an addition.
//
//   cells   counter, gauge   [ value ]
//           histogram        [ count of bucket 0 | 1 | … | above the last bound | sum ]

@usableFromInline
struct MetricRecord {
  @usableFromInline typealias Pointer = UnsafeMutablePointer<MetricRecord>

  enum Kind: UInt8 { case counter, gauge, histogram }

  let name: StaticString
  let help: StaticString
  let unit: MetricUnit
  let kind: Kind
  /// Upper bounds of a histogram's buckets, ascending; in memory that is kept for ever.
  @usableFromInline let bounds: UnsafeBufferPointer<UInt64>
  @usableFromInline let cells: UnsafeMutablePointer<UInt64>
  /// A family's metrics, in whose place `cells` are then those of what is beyond the limit; nil: no family.
  let series: MetricSeries?
  /// The record that was made before.
  let next: Pointer?
}

/// All metrics.
enum MetricRecords {
  /// The last one made.
  private nonisolated(unsafe) static var last: MetricRecord.Pointer?
  private nonisolated(unsafe) static var count = 0

  /// The metric called `name`, made when it does not exist. Linear in the number of metrics.
  static func named(
    _ name: StaticString, _ kind: MetricRecord.Kind, unit: MetricUnit, help: StaticString,
    bounds: [UInt64] = [], labels: [StaticString] = []
  ) -> MetricRecord.Pointer {
    MetricName.check(name, unit)
    if let known = unsafe known(name) {
      let record = unsafe known.pointee
      guard record.kind == kind, record.unit == unit, unsafe record.bounds.elementsEqual(bounds),
        MetricLabel.areSame(record.series?.labels ?? [], labels)
      else { Messages.fail(Messages.different, name) }
      return unsafe known
    }
    guard count < MetricLimits.metrics else { Messages.fail(Messages.tooMany, name) }
    count += 1
    let record = MetricRecord.Pointer.allocate(capacity: 1)
    let cells = makeCells(bounds.count)
    let kept = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: bounds.count)
    _ = unsafe kept.initialize(from: bounds)
    unsafe record.initialize(
      to: MetricRecord(
        name: name, help: help, unit: unit, kind: kind, bounds: UnsafeBufferPointer(kept),
        cells: cells, series: labels.isEmpty ? nil : MetricSeries(labels), next: last))
    unsafe last = unsafe record
    return unsafe record
  }

  /// What a metric of so many bounds counts in.
  static func makeCells(_ bounds: Int) -> UnsafeMutablePointer<UInt64> {
    let cells = UnsafeMutablePointer<UInt64>.allocate(capacity: bounds + 2)
    unsafe cells.initialize(repeating: 0, count: bounds + 2)
    return unsafe cells
  }

  /// In the order in which they were made.
  static var all: [MetricRecord] {
    var records: [MetricRecord] = []
    var next = unsafe last
    while let record = unsafe next {
      unsafe records.append(record.pointee)
      unsafe next = unsafe record.pointee.next
    }
    return records.reversed()
  }

  private static func known(_ name: StaticString) -> MetricRecord.Pointer? {
    var next = unsafe last
    while let record = unsafe next {
      let isIt = unsafe record.pointee.name.withUTF8Buffer { known in
        name.withUTF8Buffer { unsafe $0.elementsEqual(known) }
      }
      if isIt { return unsafe record }
      unsafe next = unsafe record.pointee.next
    }
    return nil
  }
}
