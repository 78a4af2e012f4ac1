// The writing half of RawSpan+BigEndian.swift. Nothing is written outside of the span: an offset that is not
// inside is the caller's mistake and traps.

extension MutableRawSpan {
  /// Writes `number` at `offset`, the most significant byte first. Trap: it does not fit there.
  @inlinable @inline(__always)
  public mutating func write<Number: FixedWidthInteger & BitwiseCopyable>(
    _ number: Number, at offset: Int
  ) {
    storeBytes(of: number.bigEndian, toByteOffset: offset, as: Number.self)
  }

  /// Copies `bytes` to `offset`. Trap: they do not fit there.
  @inlinable
  public mutating func write(_ bytes: RawSpan, at offset: Int) {
    precondition(offset >= 0 && bytes.byteCount <= byteCount - offset, "no room for the bytes")
    guard !bytes.isEmpty else { return }
    unsafe withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { source in
        // Safety: the room was looked at above; an exclusive span overlaps no other.
        unsafe (target.baseAddress! + offset).copyMemory(
          from: source.baseAddress!, byteCount: source.count)
      }
    }
  }

  /// Makes the bytes of `range` zero. Trap: they are not all there.
  @inlinable
  public mutating func clear(_ range: Range<Int>) {
    for offset in range { storeBytes(of: 0, toByteOffset: offset, as: UInt8.self) }
  }
}
