// Which bytes came early, behind a gap. The bytes themselves are in the buffer already.
//
//     [ (30, 40) | (60, 70) | (50, 52) ]     the one that changed last is first: as SACK reports them
//
// There is room for so many ranges; a segment that would need one more is not taken, and comes again.

internal import Bytes
internal import Wire

struct Reassembly {
  /// Ranges that are kept.
  static var limit: Int { 24 }

  private var ranges = FixedVector<24, SACKBlock>(
    filler: SACKBlock(left: SequenceNumber(0), right: SequenceNumber(0)))

  var count: Int { ranges.count }
  var isEmpty: Bool { ranges.isEmpty }

  subscript(index: Int) -> SACKBlock { ranges[index] }

  mutating func removeAll() { ranges.removeAll() }

  /// Whether all of it is here already.
  func contains(_ block: SACKBlock) -> Bool {
    for index in 0..<count
    where ranges[index].left <= block.left && block.right <= ranges[index].right {
      return true
    }
    return false
  }

  /// Whether `insert` would take it.
  func hasRoom(for block: SACKBlock) -> Bool {
    if count < Self.limit { return true }
    for index in 0..<count where touches(ranges[index], block) { return true }
    return false
  }

  /// Adds a range, and joins what it touches. False: there is no room.
  @discardableResult
  mutating func insert(_ block: SACKBlock) -> Bool {
    guard hasRoom(for: block) else { return false }
    var joined = block
    var kept = 0
    for index in 0..<count {
      let range = ranges[index]
      if touches(range, joined) {
        if range.left < joined.left { joined.left = range.left }
        if joined.right < range.right { joined.right = range.right }
      } else {
        ranges[kept] = range
        kept += 1
      }
    }
    // What touches only what was joined later, such as a range behind one that closed a gap.
    if let overlap = firstTouching(joined, below: kept) {
      let range = ranges[overlap]
      truncate(to: kept)
      remove(at: overlap)
      return insert(
        SACKBlock(
          left: range.left < joined.left ? range.left : joined.left,
          right: joined.right < range.right ? range.right : joined.right))
    }
    truncate(to: kept)
    prepend(joined)
    return true
  }

  /// Everything before `number` is there: how far it goes on from there without a gap.
  mutating func advance(to number: SequenceNumber) -> SequenceNumber {
    var end = number
    var index = 0
    while index < count {
      if ranges[index].left <= end {
        if end < ranges[index].right { end = ranges[index].right }
        remove(at: index)
        index = 0
      } else {
        index += 1
      }
    }
    return end
  }

  private func touches(_ one: SACKBlock, _ other: SACKBlock) -> Bool {
    one.left <= other.right && other.left <= one.right
  }

  private func firstTouching(_ block: SACKBlock, below limit: Int) -> Int? {
    for index in 0..<limit where touches(ranges[index], block) { return index }
    return nil
  }

  private mutating func truncate(to length: Int) {
    var copy = FixedVector<24, SACKBlock>(
      filler: SACKBlock(left: SequenceNumber(0), right: SequenceNumber(0)))
    for index in 0..<length { copy.append(ranges[index]) }
    ranges = copy
  }

  private mutating func remove(at position: Int) {
    var index = position
    while index + 1 < count {
      ranges[index] = ranges[index + 1]
      index += 1
    }
    truncate(to: count - 1)
  }

  private mutating func prepend(_ block: SACKBlock) {
    ranges.append(block)
    var index = count - 1
    while index > 0 {
      ranges[index] = ranges[index - 1]
      index -= 1
    }
    ranges[0] = block
  }
}
