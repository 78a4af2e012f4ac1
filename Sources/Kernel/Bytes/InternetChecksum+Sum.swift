// The sum over memory, and over memory that is being copied.
//
// Both take 64 bytes a turn in SSE registers of two 64-bit lanes. A lane's carry is lost in the addition, so
// each vector v is added twice, whole and its upper halves:
//
//     total ← total + v          modulo 2^64
//     high  ← high + (v >> 32)   exact: the sum of the upper halves
//
// The sum of the lower halves is then total - (high << 32), modulo 2^64, and is exact since it is less than
// 2^64 for any length below 2^35 bytes. That is four instructions for 16 bytes, five with the store of a copy;
// docs/decisions/0017-wire-formats.md has the figures, and what else was tried.

extension InternetChecksum {
  @usableFromInline typealias Lanes = SIMD2<UInt64>

  /// The sum of the words of `bytes`; a last odd byte is the first half of a word.
  static func sum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    guard let place = bytes.baseAddress else { return 0 }
    return unsafe walk(place, bytes.count, nil)
  }

  /// The same of `source`, which it copies to `target`, a place of the same size.
  static func sum(
    _ source: UnsafeRawBufferPointer, copiedTo target: UnsafeMutableRawBufferPointer
  ) -> UInt64 {
    guard let place = source.baseAddress, let copy = target.baseAddress else { return 0 }
    return unsafe walk(place, source.count, copy)
  }

  /// Compiled into both of its callers, where the compiler knows whether there is a copy.
  @inline(__always)
  private static func walk(
    _ start: UnsafeRawPointer, _ count: Int, _ copy: UnsafeMutableRawPointer?
  ) -> UInt64 {
    var total = Lanes.zero
    var high = Lanes.zero
    var offset = 0
    while count &- offset >= 64 {
      // Safety: 64 bytes are left, there and here.
      let a = unsafe start.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
      let b = unsafe start.loadUnaligned(fromByteOffset: offset + 16, as: Lanes.self)
      let c = unsafe start.loadUnaligned(fromByteOffset: offset + 32, as: Lanes.self)
      let d = unsafe start.loadUnaligned(fromByteOffset: offset + 48, as: Lanes.self)
      if let copy {
        unsafe copy.storeBytes(of: a, toByteOffset: offset, as: Lanes.self)
        unsafe copy.storeBytes(of: b, toByteOffset: offset + 16, as: Lanes.self)
        unsafe copy.storeBytes(of: c, toByteOffset: offset + 32, as: Lanes.self)
        unsafe copy.storeBytes(of: d, toByteOffset: offset + 48, as: Lanes.self)
      }
      total = total &+ a &+ b &+ c &+ d
      high = high &+ (a &>> 32) &+ (b &>> 32) &+ (c &>> 32) &+ (d &>> 32)
      offset &+= 64
    }
    var sum = folded(total, high)
    while count &- offset >= 8 {
      // Safety: eight bytes are left, there and here.
      let words = unsafe start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if let copy { unsafe copy.storeBytes(of: words, toByteOffset: offset, as: UInt64.self) }
      sum &+= (words & 0xffff_ffff) &+ (words >> 32)
      offset &+= 8
    }
    // Safety: `offset` is not beyond `count`.
    sum &+= unsafe rest(start + offset, count - offset)
    if let copy {
      unsafe (copy + offset).copyMemory(from: start + offset, byteCount: count - offset)
    }
    return sum
  }

  /// The lanes' sum, less than 2^49 for any length below 2^35 bytes.
  @inline(__always)
  private static func folded(_ total: Lanes, _ high: Lanes) -> UInt64 {
    let low = total &- (high &<< 32)
    var sum: UInt64 = 0
    sum &+= (low[0] & 0xffff_ffff) &+ (low[0] >> 32) &+ (low[1] & 0xffff_ffff) &+ (low[1] >> 32)
    sum &+= (high[0] & 0xffff_ffff) &+ (high[0] >> 32)
    return sum &+ (high[1] & 0xffff_ffff) &+ (high[1] >> 32)
  }

  /// The sum of the last `count` bytes, 0...7.
  @inline(__always)
  private static func rest(_ place: UnsafeRawPointer, _ count: Int) -> UInt64 {
    var sum: UInt64 = 0
    var offset = 0
    // Safety: `offset` stays below `count`.
    if count & 4 != 0 {
      sum &+= unsafe UInt64(place.loadUnaligned(as: UInt32.self))
      offset = 4
    }
    if count & 2 != 0 {
      sum &+= unsafe UInt64(place.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
      offset += 2
    }
    if count & 1 != 0 {
      // The missing half is zero (RFC 1071, section 1(1)).
      let byte = unsafe place.load(fromByteOffset: offset, as: UInt8.self)
      sum &+= UInt64(UInt16(byte) << 8).bigEndianWord
    }
    return sum
  }
}

extension UInt64 {
  /// A 16-bit word as memory that holds it in network order would be loaded.
  fileprivate var bigEndianWord: UInt64 { UInt64(UInt16(truncatingIfNeeded: self).bigEndian) }
}
