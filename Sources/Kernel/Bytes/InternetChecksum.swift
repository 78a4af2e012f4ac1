// The Internet checksum (RFC 1071): the one's complement of the one's complement sum of all 16-bit words.
//
//     var checksum = InternetChecksum()
//     checksum.add(source)            the pseudo header, word by word
//     checksum.add(segment)           bytes; a piece of odd length may be followed by others
//     header.checksum = checksum.value
//
// Two properties of the sum carry this file. It does not depend on the order of bytes: words are added as the
// processor loads them, and only the result is turned (RFC 1071, section 2(B)). And carries may be put off: 64
// bits hold the sum of 2^48 words (section 2(C)).

/// A sum that is being made.
@frozen
public struct InternetChecksum: Sendable {
  /// Words in the processor's order, carries above the lowest 16 bits.
  @usableFromInline var sum: UInt64
  /// Whether an odd number of bytes was added: the next is the second half of a word.
  @usableFromInline var isOdd: Bool

  @inlinable
  public init() {
    sum = 0
    isOdd = false
  }

  /// What belongs into the checksum's field, in the header over which the sum was made with that field zero.
  @inlinable
  public var value: UInt16 { ~folded }

  /// Over a header or packet that contains its checksum: whether it is right (RFC 1071, section 1(3)).
  @inlinable
  public var isRight: Bool { folded == 0xffff }

  /// The sum of the words, without the carries (RFC 1071, section 1).
  @inlinable
  public var folded: UInt16 {
    var sum = (self.sum & 0xffff_ffff) + (self.sum >> 32)
    sum = (sum & 0xffff) + (sum >> 16 & 0xffff) + (sum >> 32)
    sum = (sum & 0xffff) + (sum >> 16)
    return UInt16(bigEndian: UInt16(truncatingIfNeeded: (sum & 0xffff) + (sum >> 16)))
  }

  /// Adds a word. Not after an odd number of bytes.
  @inlinable @inline(__always)
  public mutating func add(_ word: UInt16) { sum &+= UInt64(word.bigEndian) }

  /// Adds two words. Not after an odd number of bytes.
  @inlinable @inline(__always)
  public mutating func add(_ words: UInt32) { sum &+= UInt64(words.bigEndian) }

  /// Adds four words. Not after an odd number of bytes.
  @inlinable @inline(__always)
  public mutating func add(_ words: UInt64) {
    let words = words.bigEndian
    sum &+= (words & 0xffff_ffff) + (words >> 32)
  }

  /// Adds what was summed apart, from an even place of the same packet.
  @inlinable @inline(__always)
  public mutating func add(_ other: InternetChecksum) { sum &+= other.sum }

  /// Adds `bytes`. O(n).
  public mutating func add(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { bytes in
      add(unsafe Self.sum(bytes), count: bytes.count)
    }
  }

  /// Copies `source` to `offset` and adds it, reading it once. O(n). Trap: it does not fit there.
  public mutating func copy(_ source: RawSpan, into target: inout MutableRawSpan, at offset: Int) {
    precondition(
      offset >= 0 && source.byteCount <= target.byteCount - offset, "no room for the bytes")
    unsafe target.withUnsafeMutableBytes { target in
      unsafe source.withUnsafeBytes { source in
        // Safety: the room was looked at above.
        let place = unsafe UnsafeMutableRawBufferPointer(
          start: target.baseAddress.map { $0 + offset }, count: source.count)
        add(unsafe Self.sum(source, copiedTo: place), count: source.count)
      }
    }
  }

  /// Adds the sum of `count` bytes, which began at an even place of their own.
  private mutating func add(_ part: UInt64, count: Int) {
    // In the second half of a word every byte counts as the other one (RFC 1071, section 2(B)).
    sum &+= isOdd ? Self.turned(part) : part
    isOdd = isOdd != (count & 1 == 1)
  }

  private static func turned(_ sum: UInt64) -> UInt64 {
    var sum = (sum & 0xffff_ffff) + (sum >> 32)
    sum = (sum & 0xffff) + (sum >> 16 & 0xffff) + (sum >> 32)
    sum = (sum & 0xffff) + (sum >> 16)
    return UInt64(UInt16(truncatingIfNeeded: (sum & 0xffff) + (sum >> 16)).byteSwapped)
  }
}
