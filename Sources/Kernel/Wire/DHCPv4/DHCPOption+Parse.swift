// From code and data to meaning. Data that does not have the form that the code asks for makes an `other`: the
// message stays of use, and nobody takes the data for what it is not.

extension DHCPOption {
  init(_ code: DHCPOptionCode, _ data: [UInt8]) {
    self =
      Self.address(code, data) ?? Self.number(code, data) ?? Self.list(code, data)
      ?? .other(code, data)
  }

  private static func address(_ code: DHCPOptionCode, _ data: [UInt8]) -> DHCPOption? {
    guard data.count == 4 else { return nil }
    let address = IPv4Address(rawValue: number(data, at: 0, 4))
    return switch code {
    case .subnetMask: .subnetMask(address)
    case .broadcastAddress: .broadcastAddress(address)
    case .requestedAddress: .requestedAddress(address)
    case .serverIdentifier: .serverIdentifier(address)
    case .subnetSelection: .subnetSelection(address)
    case .leaseTime: .leaseTime(address.rawValue)
    case .renewalTime: .renewalTime(address.rawValue)
    case .rebindingTime: .rebindingTime(address.rawValue)
    case .ipv6OnlyPreferred: .ipv6OnlyPreferred(address.rawValue)
    default: nil
    }
  }

  private static func number(_ code: DHCPOptionCode, _ data: [UInt8]) -> DHCPOption? {
    switch (code, data.count) {
    case (.messageType, 1): return DHCPMessageType(rawValue: data[0]).map { .messageType($0) }
    case (.rapidCommit, 0): return .rapidCommit
    case (.interfaceMTU, 2):
      let mtu = UInt16(number(data, at: 0, 2))
      return mtu >= 68 ? .interfaceMTU(mtu) : nil
    case (.maximumMessageSize, 2):
      let size = UInt16(number(data, at: 0, 2))
      return size >= 576 ? .maximumMessageSize(size) : nil
    default: return nil
    }
  }

  private static func list(_ code: DHCPOptionCode, _ data: [UInt8]) -> DHCPOption? {
    switch code {
    case .routers: return addresses(data).map { .routers($0) }
    case .domainNameServers: return addresses(data).map { .domainNameServers($0) }
    case .timeServers: return addresses(data).map { .timeServers($0) }
    case .classlessRoutes: return routes(data).map { .classlessRoutes($0) }
    case .clientIdentifier: return data.count >= 2 ? .clientIdentifier(data) : nil
    default: break
    }
    guard !data.isEmpty else { return nil }
    switch code {
    case .hostName: return .hostName(data)
    case .domainName: return .domainName(data)
    case .message: return .message(data)
    case .vendorClassIdentifier: return .vendorClassIdentifier(data)
    case .relayAgentInformation: return .relayAgentInformation(data)
    case .parameterRequestList:
      var codes: [DHCPOptionCode] = []
      for byte in data { codes.append(DHCPOptionCode(rawValue: byte)) }
      return .parameterRequestList(codes)
    default: return nil
    }
  }

  private static func addresses(_ data: [UInt8]) -> [IPv4Address]? {
    guard !data.isEmpty, data.count & 3 == 0 else { return nil }
    var addresses: [IPv4Address] = []
    for place in stride(from: 0, to: data.count, by: 4) {
      addresses.append(IPv4Address(rawValue: number(data, at: place, 4)))
    }
    return addresses
  }

  /// RFC 3442: the length of a prefix, as many of its bytes as are not all behind it, the router.
  private static func routes(_ data: [UInt8]) -> [DHCPRoute]? {
    var routes: [DHCPRoute] = []
    var place = 0
    while place < data.count {
      let length = Int(data[place])
      guard length <= 32 else { return nil }
      let count = (length + 7) / 8
      guard place + 1 + count + 4 <= data.count else { return nil }
      let bits = UInt64(number(data, at: place + 1, count)) << UInt64(32 - 8 * count)
      let network = IPv4Address(rawValue: UInt32(truncatingIfNeeded: bits))
      routes.append(
        DHCPRoute(
          destination: IPv4Prefix(network, length: length),
          router: IPv4Address(rawValue: number(data, at: place + 1 + count, 4))))
      place += 1 + count + 4
    }
    return routes.isEmpty ? nil : routes
  }

  /// The number in so many bytes, four at most.
  private static func number(_ data: [UInt8], at place: Int, _ count: Int) -> UInt32 {
    var number: UInt32 = 0
    for index in place..<place + count { number = number << 8 | UInt32(data[index]) }
    return number
  }
}
