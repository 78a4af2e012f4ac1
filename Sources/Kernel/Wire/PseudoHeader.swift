// What a checksum covers of the layer below: addresses, protocol and length.
//
//     IPv4 (RFC 9293, 3.1; RFC 768)          source | destination | 0, protocol | length
//     IPv6 (RFC 8200, 8.1)                   source | destination | length (32 bits) | 0, next header
//
// In the sum both are the same: zeros do not count, nor does the order of words.

public import Bytes

/// The sum of a pseudo header but for its length.
public struct PseudoHeader: Sendable {
  let sum: InternetChecksum
  /// A checksum of 0 in UDP does not mean "none" (RFC 8200, section 8.1).
  let isIPv6: Bool

  public init(source: IPv4Address, destination: IPv4Address, protocol: InternetProtocol) {
    var sum = InternetChecksum()
    sum.add(source.rawValue)
    sum.add(destination.rawValue)
    sum.add(UInt16(`protocol`.rawValue))
    self.sum = sum
    isIPv6 = false
  }

  public init(source: IPv6Address, destination: IPv6Address, protocol: InternetProtocol) {
    var sum = InternetChecksum()
    sum.add(source.high)
    sum.add(source.low)
    sum.add(destination.high)
    sum.add(destination.low)
    sum.add(UInt16(`protocol`.rawValue))
    self.sum = sum
    isIPv6 = true
  }

  /// The sum of the whole pseudo header of a segment, to which the segment is added.
  /// - Parameter byteCount: of the segment: header and payload.
  public func checksum(byteCount: Int) -> InternetChecksum {
    var sum = sum
    sum.add(UInt32(truncatingIfNeeded: byteCount))
    return sum
  }

  /// Whether the checksum in `segment` is right.
  func fits(_ segment: RawSpan) -> Bool {
    var sum = checksum(byteCount: segment.byteCount)
    sum.add(segment)
    return sum.isRight
  }
}
