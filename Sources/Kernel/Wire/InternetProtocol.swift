/// What an IP datagram carries: IPv4's protocol and IPv6's next header (IANA, Assigned Internet Protocol
/// Numbers).
public struct InternetProtocol: RawRepresentable, Equatable, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static var hopByHop: Self { Self(rawValue: 0) }
  public static var icmpv4: Self { Self(rawValue: 1) }
  public static var igmp: Self { Self(rawValue: 2) }
  public static var tcp: Self { Self(rawValue: 6) }
  public static var udp: Self { Self(rawValue: 17) }
  public static var routing: Self { Self(rawValue: 43) }
  public static var fragment: Self { Self(rawValue: 44) }
  public static var icmpv6: Self { Self(rawValue: 58) }
  public static var noNextHeader: Self { Self(rawValue: 59) }
  public static var destinationOptions: Self { Self(rawValue: 60) }
}
