extension TimerQueue {
  /// All deadlines, the earliest first, as they would come out. O(n log n), and a copy of the queue.
  @inlinable
  public var deadlines: [Instant] {
    var all: [Instant] = []
    all.reserveCapacity(count)
    // Not sorted by the standard library: its sort is larger than the rest of the inspector's timers.
    var queue = self
    while let next = queue.nextDeadline, queue.popExpired(at: next) != nil { all.append(next) }
    return all
  }
}
