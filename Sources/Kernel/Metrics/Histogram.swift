/// How often a value fell into each of some fixed ranges, such as how long requests took. Made once,
/// kept for ever, as `Counter`; an update allocates nothing.
public struct Histogram: Sendable {
  @usableFromInline nonisolated(unsafe) let bounds: UnsafeBufferPointer<UInt64>
  @usableFromInline nonisolated(unsafe) let cells: UnsafeMutablePointer<UInt64>

  /// - Parameters:
  ///   - buckets: the largest value of each bucket, ascending, at most `MetricLimits.buckets`; above
  ///     the last is one more. Trap: anything else.
  ///   - name, unit, help: as of `Counter`.
  public init(
    _ name: StaticString, unit: MetricUnit = .count, help: StaticString, buckets: [UInt64]
  ) {
    Histogram.check(buckets, of: name)
    let record = unsafe MetricRecords.named(
      name, .histogram, unit: unit, help: help, bounds: buckets
    ).pointee
    unsafe bounds = unsafe record.bounds
    unsafe cells = unsafe record.cells
  }

  /// One of a family's.
  init(bounds: UnsafeBufferPointer<UInt64>, cells: UnsafeMutablePointer<UInt64>) {
    unsafe self.bounds = unsafe bounds
    unsafe self.cells = unsafe cells
  }

  static func check(_ buckets: [UInt64], of name: StaticString) {
    guard 1...MetricLimits.buckets ~= buckets.count,
      zip(buckets, buckets.dropFirst()).allSatisfy({ $0 < $1 })
    else { Messages.fail(Messages.badBounds, name) }
  }

  /// Counts `value`, in what the unit is recorded in. O(buckets).
  @inlinable
  public func record(_ value: UInt64) {
    var bucket = 0
    while unsafe bucket < bounds.count && bounds[bucket] < value { bucket += 1 }
    // Safety: there is a cell for each bound, one for what is above, and one for the sum.
    unsafe cells[bucket] &+= 1
    unsafe cells[bounds.count + 1] &+= value
  }

  /// Bounds that grow by `factor` from `first` on; fewer than `count` when the next would not fit.
  public static func exponential(_ first: UInt64, factor: UInt64, count: Int) -> [UInt64] {
    var bounds: [UInt64] = []
    var bound = first
    while bounds.count < count {
      bounds.append(bound)
      let (next, overflow) = bound.multipliedReportingOverflow(by: factor)
      guard !overflow, next > bound else { break }
      bound = next
    }
    return bounds
  }
}
