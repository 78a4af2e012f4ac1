extension TimerQueue {
  /// All deadlines, the earliest first. O(n log n).
  @inlinable
  public var deadlines: [Instant] {
    var all: [Instant] = []
    all.reserveCapacity(heap.count)
    for slot in heap { all.append(entries[Int(slot)].deadline) }
    all.sort()
    return all
  }
}
