extension TimerQueue {
  /// Calls `body` with every timer that waits, in no particular order. O(n); the queue must not change
  /// meanwhile.
  @inlinable
  public func forEachTimer(_ body: (_ deadline: Instant, _ payload: Payload) -> Void) {
    for slot in heap {
      let entry = entries[Int(slot)]
      if let payload = entry.payload { body(entry.deadline, payload) }
    }
  }
}
