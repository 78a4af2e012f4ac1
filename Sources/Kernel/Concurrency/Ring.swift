// Elements in order, at most so many.
//
//     slots   [ . . 3 4 5 . ]      head = 2, count = 3; the end wraps around to the beginning

/// A queue of fixed capacity.
struct Ring<Element> {
  private var slots: [Element?]
  private var head = 0
  private(set) var count = 0

  init(capacity: Int) { slots = Array(repeating: nil, count: capacity) }

  var capacity: Int { slots.count }
  var isFull: Bool { count == slots.count }

  /// The element so many places behind the oldest; nil where there is none.
  subscript(place: Int) -> Element? {
    place < count ? slots[index(place)] : nil
  }

  /// O(1).
  /// - Precondition: it is not full.
  mutating func append(_ element: Element) {
    precondition(!isFull)
    slots[index(count)] = element
    count += 1
  }

  /// Takes out the oldest; nil when there is none. O(1).
  mutating func takeFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = slots[head].take()
    head = index(1)
    count -= 1
    return element
  }

  private func index(_ place: Int) -> Int {
    let index = head + place
    return index < slots.count ? index : index - slots.count
  }
}
