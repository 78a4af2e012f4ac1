/// The number of an option (IANA, BOOTP Vendor Extensions and DHCP Options).
public struct DHCPOptionCode: RawRepresentable, Equatable, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  static var pad: Self { Self(rawValue: 0) }
  public static var subnetMask: Self { Self(rawValue: 1) }
  public static var routers: Self { Self(rawValue: 3) }
  public static var domainNameServers: Self { Self(rawValue: 6) }
  public static var hostName: Self { Self(rawValue: 12) }
  public static var domainName: Self { Self(rawValue: 15) }
  public static var interfaceMTU: Self { Self(rawValue: 26) }
  public static var broadcastAddress: Self { Self(rawValue: 28) }
  public static var timeServers: Self { Self(rawValue: 42) }
  public static var requestedAddress: Self { Self(rawValue: 50) }
  public static var leaseTime: Self { Self(rawValue: 51) }
  static var overload: Self { Self(rawValue: 52) }
  public static var messageType: Self { Self(rawValue: 53) }
  public static var serverIdentifier: Self { Self(rawValue: 54) }
  public static var parameterRequestList: Self { Self(rawValue: 55) }
  public static var message: Self { Self(rawValue: 56) }
  public static var maximumMessageSize: Self { Self(rawValue: 57) }
  public static var renewalTime: Self { Self(rawValue: 58) }
  public static var rebindingTime: Self { Self(rawValue: 59) }
  public static var vendorClassIdentifier: Self { Self(rawValue: 60) }
  public static var clientIdentifier: Self { Self(rawValue: 61) }
  /// RFC 4039.
  public static var rapidCommit: Self { Self(rawValue: 80) }
  /// RFC 3046.
  public static var relayAgentInformation: Self { Self(rawValue: 82) }
  /// RFC 8925.
  public static var ipv6OnlyPreferred: Self { Self(rawValue: 108) }
  /// RFC 3011.
  public static var subnetSelection: Self { Self(rawValue: 118) }
  /// RFC 3442.
  public static var classlessRoutes: Self { Self(rawValue: 121) }
  static var end: Self { Self(rawValue: 255) }
}
