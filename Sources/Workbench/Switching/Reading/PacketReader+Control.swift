// ICMP in both versions, with neighbour discovery and MLD.

import Bytes
import Wire

extension PacketReader {
  static func icmpv4(
    _ bytes: RawSpan, _ source: String, _ destination: String
  ) throws(WireFailure) -> PacketReading {
    var isWrong = false
    var parsed: (message: ICMPv4Message, payload: Range<Int>)
    do throws(WireFailure) { parsed = try ICMPv4Message.parse(bytes) } catch {
      guard error == .checksum else { throw error }
      parsed = try ICMPv4Message.parse(bytes, isVerified: true)
      isWrong = true
    }
    var words = Self.words(parsed.message, parsed.payload.count)
    if parsed.message.isError, let quote = quote4(bytes.extracting(parsed.payload)) {
      words += " about \(quote)"
    }
    if isWrong { words += " (wrong checksum)" }
    return PacketReading(
      name: "ICMP", endpoints: "\(source) > \(destination)", words: words)
  }

  private static func words(_ message: ICMPv4Message, _ count: Int) -> String {
    switch message {
    case .echoRequest(let identifier, let number):
      return "echo request id=\(identifier) seq=\(number) len=\(count)"
    case .echoReply(let identifier, let number):
      return "echo reply id=\(identifier) seq=\(number) len=\(count)"
    case .destinationUnreachable(let reason, let mtu):
      return "unreachable: " + words(reason, mtu)
    case .redirect(_, let gateway): return "redirect to \(gateway)"
    case .timeExceeded(let which): return words(which)
    case .parameterProblem(_, let pointer): return "parameter problem at byte \(pointer)"
    case .other(let type, let code, _): return "type \(type) code \(code) len=\(count)"
    }
  }

  private static func words(_ reason: ICMPv4Unreachable, _ mtu: UInt16) -> String {
    switch reason {
    case .network: "network"
    case .host: "host"
    case .protocol: "protocol"
    case .port: "port"
    case .fragmentationNeeded: "fragmentation needed mtu=\(mtu)"
    case .sourceRouteFailed: "source route failed"
    case .administrativelyProhibited: "prohibited"
    default: "code \(reason.rawValue)"
    }
  }

  private static func words(_ which: ICMPTimeExceeded) -> String {
    switch which {
    case .inTransit: "time exceeded in transit"
    case .reassembly: "time exceeded in reassembly"
    default: "time exceeded code \(which.rawValue)"
    }
  }

  private static func quote4(_ bytes: RawSpan) -> String? {
    guard let (header, _) = try? IPv4Header.parseQuoted(bytes),
      header.byteCount <= bytes.byteCount
    else { return nil }
    return quote(
      bytes.extracting(header.byteCount..<bytes.byteCount), header.protocol,
      header.source.description, header.destination.description)
  }

  private static func quote(
    _ bytes: RawSpan, _ number: InternetProtocol, _ source: String, _ destination: String
  ) -> String {
    guard number == .tcp || number == .udp, let ports = try? TransportQuote.parse(bytes) else {
      return "\(source) > \(destination)"
    }
    let name = number == .tcp ? "TCP" : "UDP"
    return "\(name) " + endpoints(source, ports.sourcePort, destination, ports.destinationPort)
  }

  static func icmpv6(
    _ bytes: RawSpan, _ header: IPv6Header, _ pseudo: PseudoHeader
  ) throws(WireFailure) -> PacketReading {
    let (type, isWrong) = try checked(pseudo) { pseudo throws(WireFailure) in
      try ICMPv6Type.parse(bytes, pseudoHeader: pseudo)
    }
    var words = try Self.words(type, bytes, header)
    if isWrong { words += " (wrong checksum)" }
    return PacketReading(
      name: "ICMPv6", endpoints: "\(header.source) > \(header.destination)", words: words)
  }

  private static func words(
    _ type: ICMPv6Type, _ bytes: RawSpan, _ header: IPv6Header
  ) throws(WireFailure) -> String {
    switch type {
    case .neighborSolicitation:
      let target = try NeighborSolicitation.parse(bytes, in: header).target
      return "who has \(target)?" + (header.source.isUnspecified ? " (duplicate?)" : "")
    case .neighborAdvertisement:
      let message = try NeighborAdvertisement.parse(bytes, in: header)
      guard let address = message.targetLinkLayerAddress else { return "\(message.target) is here" }
      return "\(message.target) is at \(address)"
    case .routerSolicitation: return "router solicitation"
    case .routerAdvertisement:
      let message = try RouterAdvertisement.parse(bytes, in: header)
      var words = "router advertisement for \(message.routerLifetime) s"
      for index in 0..<message.prefixes.count { words += " \(message.prefixes[index].prefix)" }
      return words
    case .redirect:
      let message = try NeighborRedirect.parse(bytes, in: header).message
      return "redirect: \(message.destination) by \(message.target)"
    case .listenerQuery: return "listener query"
    case .listenerReport:
      let groups = try ListenerReport.parse(bytes, in: header).records.map(\.group.description)
      return "listener report \(groups.joined(separator: " "))"
    default: return try words(bytes)
    }
  }

  private static func words(_ bytes: RawSpan) throws(WireFailure) -> String {
    let (message, range) = try ICMPv6Message.parse(bytes)
    var words: String
    switch message {
    case .echoRequest(let identifier, let number):
      return "echo request id=\(identifier) seq=\(number) len=\(range.count)"
    case .echoReply(let identifier, let number):
      return "echo reply id=\(identifier) seq=\(number) len=\(range.count)"
    case .destinationUnreachable(let reason): words = "unreachable: " + Self.words(reason)
    case .packetTooBig(let mtu): words = "packet too big mtu=\(mtu)"
    case .timeExceeded(let which): words = Self.words(which)
    case .parameterProblem(_, let pointer): words = "parameter problem at byte \(pointer)"
    case .other(let type, let code, _):
      return "type \(type.rawValue) code \(code) len=\(range.count)"
    }
    if let quote = quote6(bytes.extracting(range)) { words += " about \(quote)" }
    return words
  }

  private static func words(_ reason: ICMPv6Unreachable) -> String {
    switch reason {
    case .noRoute: "no route"
    case .administrativelyProhibited: "prohibited"
    case .beyondScope: "beyond scope"
    case .address: "address"
    case .port: "port"
    default: "code \(reason.rawValue)"
    }
  }

  private static func quote6(_ bytes: RawSpan) -> String? {
    guard let (header, _) = try? IPv6Header.parseQuoted(bytes) else { return nil }
    return quote(
      bytes.extracting(IPv6Header.byteCount..<bytes.byteCount), header.nextHeader,
      header.source.description, header.destination.description)
  }
}
