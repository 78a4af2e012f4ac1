internal import Bytes

/// A hop-by-hop header with a router alert (RFC 2711, section 2.1), which MLD's messages must have
/// (RFC 3810, section 5).
///
///     | next header | 0 | 5 | 2 | value 16 | 1 | 0 |   8 bytes, padded at the end
public struct IPv6RouterAlert: Equatable, Sendable {
  public var nextHeader: InternetProtocol
  /// 0: a message of MLD.
  public var value: UInt16

  public init(nextHeader: InternetProtocol, value: UInt16 = 0) {
    self.nextHeader = nextHeader
    self.value = value
  }

  /// In bytes.
  public static var byteCount: Int { 8 }

  /// Writes the header: 8 bytes from `offset`. Trap: they do not fit there.
  public func emit(into bytes: inout MutableRawSpan, at offset: Int = 0) {
    precondition(offset >= 0 && Self.byteCount <= bytes.byteCount - offset, "no room")
    bytes.write(UInt32(nextHeader.rawValue) << 24 | 0x0502, at: offset)
    bytes.write(UInt32(value) << 16 | 0x0100, at: offset + 4)
  }
}
