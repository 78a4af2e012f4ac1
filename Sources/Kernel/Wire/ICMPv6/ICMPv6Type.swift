// The type of a control message of IPv6 (RFC 4443, section 2.1; RFC 4861, section 4; RFC 3810, section 5). It
// decides what parses the rest:
//
//     switch try ICMPv6Type.parse(bytes, pseudoHeader: …) {
//     case .neighborSolicitation: try NeighborSolicitation.parse(bytes, in: header)
//     …
//     default: try ICMPv6Message.parse(bytes)
//     }

internal import Bytes

/// What a message is.
public struct ICMPv6Type: RawRepresentable, Equatable, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static var destinationUnreachable: Self { Self(rawValue: 1) }
  public static var packetTooBig: Self { Self(rawValue: 2) }
  public static var timeExceeded: Self { Self(rawValue: 3) }
  public static var parameterProblem: Self { Self(rawValue: 4) }
  public static var echoRequest: Self { Self(rawValue: 128) }
  public static var echoReply: Self { Self(rawValue: 129) }
  public static var listenerQuery: Self { Self(rawValue: 130) }
  public static var routerSolicitation: Self { Self(rawValue: 133) }
  public static var routerAdvertisement: Self { Self(rawValue: 134) }
  public static var neighborSolicitation: Self { Self(rawValue: 135) }
  public static var neighborAdvertisement: Self { Self(rawValue: 136) }
  public static var redirect: Self { Self(rawValue: 137) }
  public static var listenerReport: Self { Self(rawValue: 143) }

  /// Whether it tells of an error, so that no error may be sent about it (RFC 4443, section 2.4 (e.1)).
  public var isError: Bool { rawValue < 128 }

  /// The type of the message in `bytes`, the payload of an IPv6 datagram, whose checksum is right.
  /// - Parameter pseudoHeader: nil when the device has seen that the checksum is right.
  /// - Throws: `truncated`, `checksum`.
  public static func parse(
    _ bytes: RawSpan, pseudoHeader: PseudoHeader?
  ) throws(WireFailure) -> ICMPv6Type {
    guard bytes.byteCount >= 4 else { throw .truncated }
    if let pseudoHeader, !pseudoHeader.fits(bytes) { throw .checksum }
    return ICMPv6Type(rawValue: bytes.readUInt8(at: 0))
  }

  /// Writes type and code to `offset`, and between them and the end the checksum of all that is there.
  func seal(
    _ bytes: inout MutableRawSpan, at offset: Int, byteCount: Int, pseudoHeader: PseudoHeader
  ) {
    bytes.write(UInt32(rawValue) << 24, at: offset)
    var sum = pseudoHeader.checksum(byteCount: byteCount)
    sum.add(bytes.bytes.extracting(offset..<offset + byteCount))
    bytes.write(sum.value, at: offset + 2)
  }
}
