// The header of an IPv4 datagram (RFC 791, section 3.1; DSCP: RFC 2474; ECN: RFC 3168).
//
//      0                   1                   2                   3
//     | version 4 | IHL 4 | DSCP 6 | ECN 2 | total length 16              |
//     | identification 16                  | 0 | DF | MF | offset 13      |
//     | time to live 8    | protocol 8     | header checksum 16           |
//     | source 32                                                         |
//     | destination 32                                                    |
//     | options, 0 to 40 bytes, padded with zeros to 32 bits              |

/// What a router and a receiver must know of a datagram.
public struct IPv4Header: Equatable, Sendable {
  public var source: IPv4Address
  public var destination: IPv4Address
  public var `protocol`: InternetProtocol
  public var timeToLive: UInt8
  /// The class of service, 0...63 (RFC 2474).
  public var differentiatedServices: UInt8
  public var congestion: ExplicitCongestion
  /// Says which fragments belong together; of no meaning in a datagram that is none (RFC 6864).
  public var identification: UInt16
  public var dontFragment: Bool
  /// Not the last fragment.
  public var moreFragments: Bool
  /// Where in the datagram the fragment begins, in bytes: a multiple of 8.
  public var fragmentOffset: Int
  /// Bytes of options behind the header: a multiple of 4, at most 40. They are read with `IPv4OptionCursor`;
  /// `emit` leaves them zero, which is "end of options".
  public var optionByteCount: Int

  public init(
    source: IPv4Address, destination: IPv4Address, protocol: InternetProtocol,
    timeToLive: UInt8 = 64
  ) {
    self.source = source
    self.destination = destination
    self.protocol = `protocol`
    self.timeToLive = timeToLive
    differentiatedServices = 0
    congestion = .notCapable
    identification = 0
    dontFragment = false
    moreFragments = false
    fragmentOffset = 0
    optionByteCount = 0
  }

  /// Without options, in bytes.
  public static var byteCount: Int { 20 }
  /// With options, in bytes.
  public var byteCount: Int { 20 + optionByteCount }
  /// A part of a datagram, the first included.
  public var isFragment: Bool { moreFragments || fragmentOffset != 0 }
}
