// A place in bytes that are read from front to back. The span is handed to each call, so that the cursor is an
// ordinary value: a type that holds a span cannot be kept without an experimental feature of the compiler
// (docs/decisions/0017-wire-formats.md).
//
//     span    [ read | position … end | not the cursor's ]
//
// A read that would go beyond `end` gives nil and leaves the cursor where it was.

/// Where reading has come to.
public struct ByteCursor: Sendable {
  /// Of the next byte.
  public private(set) var position: Int
  /// Just behind the last byte.
  public let end: Int

  /// From the beginning of `bytes` to its end.
  @inlinable
  public init(_ bytes: RawSpan) { self.init(0..<bytes.byteCount) }

  /// - Parameter range: offsets in the span that is then given to each read. Trap, when reading: it is not
  ///   inside of that span.
  public init(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// Bytes that were not read yet.
  public var remaining: Int { end - position }
  public var isAtEnd: Bool { position == end }

  /// The range of the next `count` bytes, which are skipped; nil when there are not so many.
  public mutating func take(_ count: Int) -> Range<Int>? {
    guard count >= 0, count <= remaining else { return nil }
    let start = position
    position += count
    return start..<position
  }

  /// The next byte.
  public mutating func takeUInt8(of bytes: RawSpan) -> UInt8? {
    guard let range = take(1) else { return nil }
    return bytes.readUInt8(at: range.lowerBound)
  }

  /// The number in the next two bytes.
  public mutating func takeUInt16(of bytes: RawSpan) -> UInt16? {
    guard let range = take(2) else { return nil }
    return bytes.readUInt16(at: range.lowerBound)
  }

  /// The number in the next four bytes.
  public mutating func takeUInt32(of bytes: RawSpan) -> UInt32? {
    guard let range = take(4) else { return nil }
    return bytes.readUInt32(at: range.lowerBound)
  }
}
