// Bytes of a file that may be damaged or hostile: every read is checked and says nil beyond the end.

/// A read-only view of a file's bytes.
package struct ByteView: Sendable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  /// The little-endian integer of `size` bytes (1 to 8) at `offset`.
  func integer(_ offset: Int, _ size: Int) -> UInt64? {
    guard let range = range(offset, size) else { return nil }
    var value: UInt64 = 0
    for index in range.reversed() { value = value << 8 | UInt64(bytes[index]) }
    return value
  }

  /// The same for a number that must be usable as an offset or a size.
  package func offset(_ offset: Int, _ size: Int) -> Int? {
    integer(offset, size).flatMap { Int(exactly: $0) }
  }

  /// The text from `offset` to the next zero byte, within `limit`; control characters shown as such.
  func text(_ offset: Int, within limit: Range<Int>) -> String? {
    guard limit.contains(offset), limit.upperBound <= bytes.count else { return nil }
    guard let end = bytes[offset..<limit.upperBound].firstIndex(of: 0) else { return nil }
    return CleanText.of(bytes[offset..<end])
  }

  /// The range of `size` bytes at `offset`, nil when they are not all there.
  func range(_ offset: Int, _ size: Int) -> Range<Int>? {
    guard offset >= 0, size >= 0, offset <= bytes.count, size <= bytes.count - offset else {
      return nil
    }
    return offset..<offset + size
  }

  func starts(with magic: [UInt8]) -> Bool { bytes.starts(with: magic) }
}
