public import Time

/// The executor's timers, for a look from outside.
public enum Timers {
  /// The deadlines that tasks sleep until, the earliest first. O(n log n).
  public static var deadlines: [Instant] {
    #if hasFeature(Embedded)
      sleepers.deadlines
    #else
      // A host program's tasks sleep by its own executor.
      []
    #endif
  }
}
