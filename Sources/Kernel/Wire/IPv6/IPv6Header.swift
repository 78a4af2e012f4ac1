// The header of an IPv6 datagram (RFC 8200, section 3).
//
//     | version 4 | traffic class 8 | flow label 20                     |
//     | payload length 16           | next header 8   | hop limit 8     |
//     | source 128                                                      |
//     | destination 128                                                 |   40 bytes

/// What a router and a receiver must know of a datagram.
public struct IPv6Header: Equatable, Sendable {
  public var source: IPv6Address
  public var destination: IPv6Address
  /// What follows: an extension header, or what the datagram carries.
  public var nextHeader: InternetProtocol
  public var hopLimit: UInt8
  /// The class of service, 0...63 (RFC 2474).
  public var differentiatedServices: UInt8
  public var congestion: ExplicitCongestion
  /// 0...0xfffff; 0: none (RFC 6437).
  public var flowLabel: UInt32

  public init(
    source: IPv6Address, destination: IPv6Address, nextHeader: InternetProtocol,
    hopLimit: UInt8 = 64
  ) {
    self.source = source
    self.destination = destination
    self.nextHeader = nextHeader
    self.hopLimit = hopLimit
    differentiatedServices = 0
    congestion = .notCapable
    flowLabel = 0
  }

  /// In bytes.
  public static var byteCount: Int { 40 }
}
