// Deadlines in order: a binary heap whose entries can be taken out again from anywhere.
//
//     heap   [ slot 4 | slot 0 | slot 2 ]      ordered by (deadline, order of insertion)
//     slots  [ entry, position 1 | free -> 3 | entry, position 2 | free | entry, position 0 ]
//
// A token names a slot and the number of its use, so that a token of a timer that has fired, or was
// removed, finds nothing. The queue reads no clock: time is an argument, the next deadline a result.

/// Payloads that wait for their deadlines. Payloads of equal deadlines come out in the order in which
/// they were inserted.
public struct TimerQueue<Payload> {
  /// Names a timer in the queue; stale ones are recognised.
  public struct Token: Equatable, Sendable {
    @usableFromInline let slot: Int32
    @usableFromInline let use: UInt32

    @usableFromInline
    init(slot: Int32, use: UInt32) {
      self.slot = slot
      self.use = use
    }

    /// Names no timer.
    @inlinable
    public static var none: Token { Token(slot: .max, use: 0) }
  }

  @usableFromInline
  struct Entry {
    @usableFromInline var deadline: Instant
    @usableFromInline var order: UInt64
    @usableFromInline var payload: Payload?
    /// In `heap`, or, when the slot is free, the next free slot; -1 ends that list.
    @usableFromInline var position: Int32
    @usableFromInline var use: UInt32

    @usableFromInline
    init(deadline: Instant, order: UInt64, payload: Payload?, position: Int32, use: UInt32) {
      self.deadline = deadline
      self.order = order
      self.payload = payload
      self.position = position
      self.use = use
    }
  }

  @usableFromInline var entries: [Entry] = []
  @usableFromInline var heap: [Int32] = []
  @usableFromInline var firstFree: Int32 = -1
  @usableFromInline var inserted: UInt64 = 0

  @inlinable
  public init() {}

  /// How many timers wait.
  @inlinable
  public var count: Int { heap.count }

  /// The earliest deadline; nil when nothing waits. O(1).
  @inlinable
  public var nextDeadline: Instant? {
    heap.isEmpty ? nil : entries[Int(heap[0])].deadline
  }

  /// Adds a timer. O(log n).
  @inlinable
  public mutating func insert(_ payload: Payload, deadline: Instant) -> Token {
    let slot = takeSlot()
    entries[Int(slot)].deadline = deadline
    entries[Int(slot)].order = inserted
    entries[Int(slot)].payload = payload
    inserted += 1
    heap.append(slot)
    moveUp(from: heap.count - 1)
    return Token(slot: slot, use: entries[Int(slot)].use)
  }

  /// Takes a timer out before it fires; nil when it has fired or was removed. O(log n).
  @inlinable
  public mutating func remove(_ token: Token) -> Payload? {
    let slot = Int(token.slot)
    guard slot < entries.count, entries[slot].use == token.use, entries[slot].payload != nil else {
      return nil
    }
    return take(at: Int(entries[slot].position))
  }

  /// Takes out the timer with the earliest deadline if that is not after `now`. O(log n).
  @inlinable
  public mutating func popExpired(at now: Instant) -> Payload? {
    guard let deadline = nextDeadline, deadline <= now else { return nil }
    return take(at: 0)
  }
}

extension TimerQueue {
  @usableFromInline
  mutating func takeSlot() -> Int32 {
    guard firstFree >= 0 else {
      entries.append(Entry(deadline: .zero, order: 0, payload: nil, position: 0, use: 0))
      return Int32(entries.count - 1)
    }
    let slot = firstFree
    firstFree = entries[Int(slot)].position
    return slot
  }

  /// Removes the heap's element at `position`, frees its slot and returns what it carried.
  @usableFromInline
  mutating func take(at position: Int) -> Payload? {
    let slot = Int(heap[position])
    let last = heap.removeLast()
    if position < heap.count {
      place(last, at: position)
      moveDown(from: position)
      moveUp(from: position)
    }
    let payload = entries[slot].payload
    entries[slot].payload = nil
    entries[slot].use &+= 1
    entries[slot].position = firstFree
    firstFree = Int32(slot)
    return payload
  }

  @inline(__always)
  private mutating func place(_ slot: Int32, at position: Int) {
    heap[position] = slot
    entries[Int(slot)].position = Int32(position)
  }

  @inline(__always)
  private func isBefore(_ left: Int32, _ right: Int32) -> Bool {
    let left = Int(left)
    let right = Int(right)
    if entries[left].deadline != entries[right].deadline {
      return entries[left].deadline < entries[right].deadline
    }
    return entries[left].order < entries[right].order
  }

  @usableFromInline
  mutating func moveUp(from start: Int) {
    var position = start
    let slot = heap[position]
    while position > 0 {
      let parent = (position - 1) / 2
      guard isBefore(slot, heap[parent]) else { break }
      place(heap[parent], at: position)
      position = parent
    }
    place(slot, at: position)
  }

  @usableFromInline
  mutating func moveDown(from start: Int) {
    var position = start
    let slot = heap[position]
    while true {
      var child = 2 * position + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, isBefore(heap[child + 1], heap[child]) { child += 1 }
      guard isBefore(heap[child], slot) else { break }
      place(heap[child], at: position)
      position = child
    }
    place(slot, at: position)
  }
}
