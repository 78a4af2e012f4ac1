public import Time

extension Histogram {
  /// Counts a duration in a histogram of seconds; a negative one as zero.
  @inlinable
  public func record(_ duration: Duration) {
    record(UInt64(max(0, duration.nanoseconds)))
  }
}
