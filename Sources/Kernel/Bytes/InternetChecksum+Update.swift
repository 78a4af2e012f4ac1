// When a router or a translator changes a word, the checksum can follow without the rest of the packet:
// HC' = ~(~HC + ~m + m') (RFC 1624, section 3, equation 3; RFC 1141's gives the wrong zero).

extension InternetChecksum {
  /// The checksum after one of the words that it covers was changed. O(1).
  @inlinable
  public static func updated(_ checksum: UInt16, from old: UInt16, to new: UInt16) -> UInt16 {
    var sum = UInt32(~checksum) + UInt32(~old) + UInt32(new)
    sum = (sum & 0xffff) + (sum >> 16)
    return ~UInt16(truncatingIfNeeded: (sum & 0xffff) + (sum >> 16))
  }

  /// The checksum after two words beside each other were changed, such as an address. O(1).
  @inlinable
  public static func updated(_ checksum: UInt16, from old: UInt32, to new: UInt32) -> UInt16 {
    let high = updated(
      checksum, from: UInt16(truncatingIfNeeded: old >> 16),
      to: UInt16(truncatingIfNeeded: new >> 16))
    return updated(
      high, from: UInt16(truncatingIfNeeded: old), to: UInt16(truncatingIfNeeded: new))
  }
}
