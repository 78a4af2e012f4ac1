// Numbers in memory, the most significant byte first: the order of the Internet (RFC 791, appendix B) and of
// virtio-net's neighbours on the wire.
//
// A parser looks at the length once and then reads at offsets that it knows to be inside; the compiler then
// drops the check that each of these functions makes. What is read never comes from beyond the span: an offset
// outside is the caller's mistake and traps.

extension RawSpan {
  /// The byte at `offset`. Trap: there is none.
  @inlinable @inline(__always)
  public func readUInt8(at offset: Int) -> UInt8 {
    // Safety: any bits are a number, and the span checks the offset.
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// The number in the two bytes from `offset`. Trap: they are not all there.
  @inlinable @inline(__always)
  public func readUInt16(at offset: Int) -> UInt16 {
    // Safety: any bits are a number, and the span checks the offset.
    unsafe UInt16(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }

  /// The number in the four bytes from `offset`. Trap: they are not all there.
  @inlinable @inline(__always)
  public func readUInt32(at offset: Int) -> UInt32 {
    // Safety: any bits are a number, and the span checks the offset.
    unsafe UInt32(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The number in the eight bytes from `offset`. Trap: they are not all there.
  @inlinable @inline(__always)
  public func readUInt64(at offset: Int) -> UInt64 {
    // Safety: any bits are a number, and the span checks the offset.
    unsafe UInt64(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
