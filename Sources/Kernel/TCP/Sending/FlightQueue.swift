// What was sent and is not acknowledged, in the order of sequence numbers: the scoreboard of RFC 6675, with the
// times that RACK wants (RFC 8985, section 5.2).
//
//     storage   [ . | sacked | lost | in flight | . ]     a ring: capacity a power of two
//                     head
//
// Sums of the three states are kept as segments change, so that the pipe (RFC 6675, section 4) is a number and
// not a walk. The capacity doubles as it is needed, up to a limit that the sender heeds, and goes back when the
// queue is empty, so that an idle connection keeps little.

internal import Time
internal import Wire

struct FlightQueue {
  /// Segments that may be outstanding: with full ones 5.9 MB at an MSS of 1448.
  static var limit: Int { 4096 }
  /// A peer cannot make more of them by acknowledging parts.
  static var splitLimit: Int { 1024 }
  /// An idle connection keeps no more room.
  static var keptCapacity: Int { 64 }

  private var storage: [SentSegment] = []
  private var head = 0
  private(set) var count = 0
  /// Sequence space in each state.
  private(set) var inFlight = 0
  private(set) var lost = 0
  private(set) var sacked = 0

  var isEmpty: Bool { count == 0 }
  var isFull: Bool { count >= Self.limit }
  var capacity: Int { storage.count }

  private func index(_ position: Int) -> Int { (head &+ position) & (storage.count &- 1) }

  /// The segment at a position from the front. O(1).
  subscript(position: Int) -> SentSegment {
    get { storage[index(position)] }
    set {
      let place = index(position)
      adjust(storage[place], by: -1)
      storage[place] = newValue
      adjust(newValue, by: 1)
    }
  }

  private mutating func adjust(_ segment: SentSegment, by sign: Int) {
    switch segment.state {
    case .inFlight: inFlight += sign * segment.count
    case .lost: lost += sign * segment.count
    case .sacked: sacked += sign * segment.count
    }
  }

  mutating func append(_ segment: SentSegment) {
    if count == storage.count { grow() }
    storage[index(count)] = segment
    count += 1
    adjust(segment, by: 1)
  }

  mutating func removeFirst() {
    adjust(storage[head], by: -1)
    head = index(1)
    count -= 1
    if count == 0 {
      head = 0
      if storage.count > Self.keptCapacity { storage = [] }
    }
  }

  mutating func removeAll() {
    storage = []
    (head, count, inFlight, lost, sacked) = (0, 0, 0, 0, 0)
  }

  /// Makes two of the segment at `position`, the first with `length`, which is less than it had. O(count).
  mutating func split(_ position: Int, at length: Int) {
    if count == storage.count { grow() }
    var place = count
    while place > position + 1 {
      storage[index(place)] = storage[index(place - 1)]
      place -= 1
    }
    count += 1
    var front = storage[index(position)]
    var back = front
    front.length = UInt32(truncatingIfNeeded: length)
    front.hasFIN = false
    back.start += length
    back.length -= front.length
    back.hasSYN = false
    storage[index(position)] = front
    storage[index(position + 1)] = back
  }

  /// Takes the first `length` off the first segment, which has more.
  mutating func trimFirst(_ length: Int) {
    var segment = self[0]
    segment.start += length
    segment.length -= UInt32(truncatingIfNeeded: length)
    segment.hasSYN = false
    self[0] = segment
  }

  /// The position of the first segment that ends behind `number`; `count` when none does. O(log count).
  func position(endingBehind number: SequenceNumber) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].end <= number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func grow() {
    var larger: [SentSegment] = []
    larger.reserveCapacity(max(storage.count * 2, 8))
    for position in 0..<count { larger.append(self[position]) }
    let filler = SentSegment(
      start: SequenceNumber(0), length: 0, state: .inFlight, sentAt: .zero)
    while larger.count < max(storage.count * 2, 8) { larger.append(filler) }
    storage = larger
    head = 0
  }
}
