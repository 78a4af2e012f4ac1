// Up to so many elements inside of the value itself: nothing is allocated, and a copy is a copy.
//
//     storage   [ a | b | filler | filler ]     count = 2, capacity = 4

/// A list of at most `capacity` elements.
public struct FixedVector<let capacity: Int, Element: BitwiseCopyable & Equatable & Sendable>:
  Equatable, Sendable
{
  private var storage: InlineArray<capacity, Element>
  public private(set) var count = 0

  /// An empty list.
  /// - Parameter filler: what unused places hold; nobody sees it.
  public init(filler: Element) { storage = InlineArray(repeating: filler) }

  public var isEmpty: Bool { count == 0 }
  public var isFull: Bool { count == capacity }

  /// O(1). Trap: there is no such element.
  public subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "no such element")
      return storage[index]
    }
    set {
      precondition(index >= 0 && index < count, "no such element")
      storage[index] = newValue
    }
  }

  /// Adds an element at the end; false, and nothing done, when the list is full. O(1).
  @discardableResult
  public mutating func append(_ element: Element) -> Bool {
    guard count < capacity else { return false }
    storage[count] = element
    count += 1
    return true
  }

  public mutating func removeAll() { count = 0 }

  /// O(n).
  public static func == (left: Self, right: Self) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where left.storage[index] != right.storage[index] { return false }
    return true
  }
}
