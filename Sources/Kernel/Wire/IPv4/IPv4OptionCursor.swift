// The options of an IPv4 header (RFC 791, section 3.1). A host ignores those that it does not know (RFC 1122,
// section 3.2.1.8); most it should not obey either: routes that a sender chose are refused by default.
//
//     | 0 |                            end: what follows is padding
//     | 1 |                            no operation
//     | type | length | data… |        length counts all of it

internal import Bytes

/// One option and where its data is.
public struct IPv4Option: Equatable, Sendable {
  public let type: UInt8
  /// Offsets of the data, without type and length.
  public let data: Range<Int>

  /// To be repeated in every fragment (RFC 791: the copied flag).
  public var isCopied: Bool { type & 0x80 != 0 }

  public static var recordRoute: UInt8 { 7 }
  public static var timestamp: UInt8 { 68 }
  public static var looseSourceRoute: UInt8 { 131 }
  public static var strictSourceRoute: UInt8 { 137 }
  /// RFC 2113: routers on the way look into the datagram.
  public static var routerAlert: UInt8 { 148 }
}

/// Walks over options.
public struct IPv4OptionCursor: Sendable {
  private var cursor: ByteCursor

  /// - Parameter header: of the datagram that is then given to `next`.
  public init(_ header: IPv4Header) {
    cursor = ByteCursor(IPv4Header.byteCount..<header.byteCount)
  }

  /// The next option but for "no operation"; nil at the end.
  /// - Parameter datagram: one that `IPv4Header.parse` took.
  /// - Throws: `length` for an option that cannot be; its place is `position` for a parameter problem.
  public mutating func next(in datagram: RawSpan) throws(WireFailure) -> IPv4Option? {
    while true {
      position = cursor.position
      guard let type = cursor.takeUInt8(of: datagram), type != 0 else { return nil }
      if type == 1 { continue }
      guard let length = cursor.takeUInt8(of: datagram), length >= 2,
        let data = cursor.take(Int(length) - 2)
      else { throw .length }
      return IPv4Option(type: type, data: data)
    }
  }

  /// Where in the datagram the option that was read last begins.
  public private(set) var position = IPv4Header.byteCount
}
