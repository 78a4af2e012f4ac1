/// What metrics take at most.
public enum MetricLimits {
  /// Metrics in a unikernel: as many as anybody reads, and a bound for a mistake.
  public static let metrics = 256
  /// Bounds of a histogram.
  public static let buckets = 64
}
