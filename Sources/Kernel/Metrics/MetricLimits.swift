/// What metrics take at most.
public enum MetricLimits {
  /// Metrics in a unikernel: as many as anybody reads, and a bound for a mistake.
  public static let metrics = 256
  /// Metrics of one family. Values of labels may come from peers, and each combination takes memory for ever:
  /// those beyond count together, in a metric whose labels all say `MetricLabel.other`.
  public static let series = 64
  /// Labels of a family.
  public static let labels = 8
  /// UTF-8 bytes of a label's value; the rest is cut off.
  public static let labelBytes = 128
  /// Bounds of a histogram.
  public static let buckets = 64
}
