extension DHCPOption {
  public var code: DHCPOptionCode {
    switch self {
    case .subnetMask: .subnetMask
    case .routers: .routers
    case .domainNameServers: .domainNameServers
    case .hostName: .hostName
    case .domainName: .domainName
    case .interfaceMTU: .interfaceMTU
    case .broadcastAddress: .broadcastAddress
    case .timeServers: .timeServers
    case .requestedAddress: .requestedAddress
    case .leaseTime: .leaseTime
    case .messageType: .messageType
    case .serverIdentifier: .serverIdentifier
    case .parameterRequestList: .parameterRequestList
    case .message: .message
    case .maximumMessageSize: .maximumMessageSize
    case .renewalTime: .renewalTime
    case .rebindingTime: .rebindingTime
    case .vendorClassIdentifier: .vendorClassIdentifier
    case .clientIdentifier: .clientIdentifier
    case .rapidCommit: .rapidCommit
    case .relayAgentInformation: .relayAgentInformation
    case .ipv6OnlyPreferred: .ipv6OnlyPreferred
    case .subnetSelection: .subnetSelection
    case .classlessRoutes: .classlessRoutes
    case .other(let code, _): code
    }
  }

  /// What stands behind code and length.
  var data: [UInt8] {
    switch self {
    case .subnetMask(let address), .broadcastAddress(let address), .requestedAddress(let address),
      .serverIdentifier(let address), .subnetSelection(let address):
      Self.bytes(address.rawValue)
    case .routers(let addresses), .domainNameServers(let addresses), .timeServers(let addresses):
      Self.bytes(addresses)
    case .hostName(let text), .domainName(let text), .message(let text),
      .vendorClassIdentifier(let text), .clientIdentifier(let text),
      .relayAgentInformation(let text), .other(_, let text):
      text
    case .interfaceMTU(let number), .maximumMessageSize(let number):
      [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
    case .leaseTime(let seconds), .renewalTime(let seconds), .rebindingTime(let seconds),
      .ipv6OnlyPreferred(let seconds):
      Self.bytes(seconds)
    case .messageType(let type): [type.rawValue]
    case .parameterRequestList(let codes): Self.bytes(codes)
    case .rapidCommit: []
    case .classlessRoutes(let routes): Self.bytes(routes)
    }
  }

  private static func bytes(_ number: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    append(number, 4, to: &bytes)
    return bytes
  }

  private static func bytes(_ codes: [DHCPOptionCode]) -> [UInt8] {
    var bytes: [UInt8] = []
    for code in codes { bytes.append(code.rawValue) }
    return bytes
  }

  private static func bytes(_ addresses: [IPv4Address]) -> [UInt8] {
    var bytes: [UInt8] = []
    for address in addresses { append(address.rawValue, 4, to: &bytes) }
    return bytes
  }

  private static func bytes(_ routes: [DHCPRoute]) -> [UInt8] {
    var bytes: [UInt8] = []
    for route in routes {
      bytes.append(UInt8(route.destination.length))
      append(route.destination.network.rawValue, (route.destination.length + 7) / 8, to: &bytes)
      append(route.router.rawValue, 4, to: &bytes)
    }
    return bytes
  }

  /// The first `count` bytes of `number`.
  private static func append(_ number: UInt32, _ count: Int, to bytes: inout [UInt8]) {
    for index in 0..<count {
      bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * index)))
    }
  }
}
