import Bytes

@testable import Wire

// Neighbour discovery, MLD, DHCP.

extension RandomValues {
  mutating func solicitation() -> NeighborSolicitation {
    NeighborSolicitation(target: ipv6(), sourceLinkLayerAddress: maybe { $0.mac() })
  }

  mutating func advertisement() -> NeighborAdvertisement {
    NeighborAdvertisement(
      target: ipv6(), isRouter: bool(), isSolicited: bool(), isOverride: bool(),
      targetLinkLayerAddress: maybe { $0.mac() })
  }

  mutating func routerAdvertisement() -> RouterAdvertisement {
    var message = RouterAdvertisement(currentHopLimit: number(), routerLifetime: number())
    message.isManaged = bool()
    message.hasOtherConfiguration = bool()
    message.preference = [.low, .medium, .high][below(3)]
    message.reachableTime = number()
    message.retransmissionTimer = number()
    message.sourceLinkLayerAddress = maybe { $0.mac() }
    message.mtu = maybe { $0.number() }
    for _ in 0..<below(9) {
      let prefix = IPv6Prefix(ipv6(), length: below(129))
      message.prefixes.append(
        AdvertisedPrefix(
          prefix: IPv6Prefix(prefix.network, length: prefix.length), isOnLink: bool(),
          isAutonomous: bool(), validLifetime: number(), preferredLifetime: number()))
    }
    for _ in 0..<below(5) {
      message.resolvers.append(AdvertisedResolver(address: ipv6(), lifetime: number()))
    }
    return message
  }

  mutating func redirect() -> NeighborRedirect {
    NeighborRedirect(
      target: linkLocal(), destination: ipv6(), targetLinkLayerAddress: maybe { $0.mac() })
  }

  mutating func query() -> ListenerQuery {
    ListenerQuery(
      maximumResponseCode: number(), group: bool() ? .unspecified : group(),
      version2: maybe {
        ListenerQuery.Version2(
          isSuppressed: $0.bool(), robustness: $0.number() & 7, queryIntervalCode: $0.number(),
          sources: $0.list(4) { $0.ipv6() })
      })
  }

  mutating func report() -> ListenerReport {
    ListenerReport(
      records: list(4) {
        ListenerReport.Record(
          type: ListenerReport.RecordType(rawValue: UInt8(1 + $0.below(6))), group: $0.group(),
          sources: $0.list(3) { $0.ipv6() })
      })
  }

  /// - Parameter limit: of the length of texts.
  mutating func dhcp(textLimit: Int = 20) -> DHCPMessage {
    var message = DHCPMessage(
      operation: bool() ? .request : .reply, transactionIdentifier: number(),
      clientHardwareAddress: mac())
    message.hops = number()
    message.seconds = number()
    message.isBroadcast = bool()
    message.clientAddress = ipv4()
    message.yourAddress = ipv4()
    message.nextServerAddress = ipv4()
    message.relayAddress = ipv4()
    if below(3) == 0 { message.serverName = name(64) }
    if below(3) == 0 { message.bootFile = name(128) }
    var all: [DHCPOption] = [
      .messageType(DHCPMessageType(rawValue: UInt8(1 + below(9)))!), .subnetMask(ipv4()),
      .routers([ipv4()] + list(3) { $0.ipv4() }),
      .domainNameServers([ipv4()] + list(3) { $0.ipv4() }),
      .timeServers([ipv4()]), .hostName(text(textLimit)), .domainName(text(textLimit)),
      .message(text(textLimit)), .interfaceMTU(max(68, number())), .broadcastAddress(ipv4()),
      .requestedAddress(ipv4()), .leaseTime(number()), .renewalTime(number()),
      .rebindingTime(number()), .serverIdentifier(ipv4()), .rapidCommit,
      .maximumMessageSize(max(576, number())), .vendorClassIdentifier(text(textLimit)),
      .clientIdentifier([1] + text(textLimit)), .relayAgentInformation(text(textLimit)),
      .ipv6OnlyPreferred(number()), .subnetSelection(ipv4()),
      .parameterRequestList(
        [DHCPOptionCode(rawValue: 1)] + list(9) { DHCPOptionCode(rawValue: $0.number()) }),
      .classlessRoutes([route()] + list(3) { $0.route() }),
      .other(DHCPOptionCode(rawValue: 224), bytes(below(textLimit))),
    ]
    while !all.isEmpty, below(12) > 0 { message.options.append(all.remove(at: below(all.count))) }
    return message
  }

  private mutating func text(_ limit: Int) -> [UInt8] { bytes(1 + below(limit)) }

  /// Without zeros.
  private mutating func name(_ limit: Int) -> [UInt8] { bytes(below(limit + 1)).map { $0 | 1 } }

  private mutating func route() -> DHCPRoute {
    DHCPRoute(destination: IPv4Prefix(ipv4(), length: below(33)), router: ipv4())
  }
}
