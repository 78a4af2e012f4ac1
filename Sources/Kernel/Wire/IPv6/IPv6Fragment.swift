// The fragment header (RFC 8200, section 4.5).
//
//     | next header 8 | 0 8 | offset 13 | 0 2 | M 1 |
//     | identification 32                           |   8 bytes

internal import Bytes

/// Which part of which datagram a fragment is.
public struct IPv6Fragment: Equatable, Sendable {
  /// Of the part that can be fragmented: what its first fragment begins with.
  public var nextHeader: InternetProtocol
  /// Where in that part the fragment begins, in bytes: a multiple of 8.
  public var offset: Int
  public var moreFragments: Bool
  public var identification: UInt32

  public init(
    nextHeader: InternetProtocol, offset: Int, moreFragments: Bool, identification: UInt32
  ) {
    self.nextHeader = nextHeader
    self.offset = offset
    self.moreFragments = moreFragments
    self.identification = identification
  }

  /// In bytes.
  public static var byteCount: Int { 8 }
  /// A whole datagram that has the header all the same (RFC 6946).
  public var isAtomic: Bool { offset == 0 && !moreFragments }

  /// The header at the start of `bytes`.
  /// - Throws: `truncated`.
  public static func parse(_ bytes: RawSpan) throws(WireFailure) -> IPv6Fragment {
    guard bytes.byteCount >= byteCount else { throw .truncated }
    let place = bytes.readUInt16(at: 2)
    return IPv6Fragment(
      nextHeader: InternetProtocol(rawValue: bytes.readUInt8(at: 0)), offset: Int(place & ~7),
      moreFragments: place & 1 == 1, identification: bytes.readUInt32(at: 4))
  }

  /// Writes the header: 8 bytes from `start`. Trap: they do not fit there, or there is no such offset.
  public func emit(into bytes: inout MutableRawSpan, at start: Int = 0) {
    precondition(start >= 0 && Self.byteCount <= bytes.byteCount - start, "no room")
    precondition(offset >= 0 && offset < 65536 && offset & 7 == 0, "no such fragment")
    bytes.write(UInt16(nextHeader.rawValue) << 8, at: start)
    bytes.write(UInt16(truncatingIfNeeded: offset) | (moreFragments ? 1 : 0), at: start + 2)
    bytes.write(identification, at: start + 4)
  }
}
