/// A metric at the moment somebody looked. Numbers are as they were recorded: of seconds, nanoseconds.
public struct MetricSnapshot: Sendable {
  public enum Value: Sendable, Equatable {
    case counter(UInt64)
    case gauge(Int64)
    case histogram(HistogramSnapshot)
  }

  public let name: String
  public let help: String
  public let unit: MetricUnit
  public let value: Value
  /// What tells it from others of its family; empty: it is of none.
  public let labels: [MetricLabel]

  public init(
    name: String, help: String, unit: MetricUnit, value: Value, labels: [MetricLabel] = []
  ) {
    self.name = name
    self.help = help
    self.unit = unit
    self.value = value
    self.labels = labels
  }
}

/// A histogram's buckets.
public struct HistogramSnapshot: Sendable, Equatable {
  /// Upper bounds, ascending.
  public let bounds: [UInt64]
  /// What fell into each, and as the last what was above them all; not cumulative.
  public let counts: [UInt64]
  public let sum: UInt64

  public init(bounds: [UInt64], counts: [UInt64], sum: UInt64) {
    self.bounds = bounds
    self.counts = counts
    self.sum = sum
  }

  /// Everything that was recorded.
  public var count: UInt64 { counts.reduce(0, &+) }

  /// The upper bound of the bucket in which the value lies that so many thousandths of all do not
  /// exceed: 500 is for the median, 990 for the 99th percentile. Nil when nothing was recorded, and
  /// when it lies above the last bound.
  @export(interface)
  public func quantile(perMille share: UInt64) -> UInt64? {
    let count = count
    guard count > 0 else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: share)
    let rank = overflow ? count / 1000 * share : (product + 999) / 1000
    var seen: UInt64 = 0
    for (bound, inBucket) in zip(bounds, counts) {
      seen &+= inBucket
      if seen >= max(1, rank) { return bound }
    }
    return nil
  }
}
