// IPv4 and IPv6, and what they carry.

import Bytes
import Wire

extension PacketReader {
  mutating func ipv4(_ bytes: RawSpan) throws(WireFailure) -> PacketReading {
    let (header, range) = try IPv4Header.parse(bytes)
    let (source, destination) = (header.source.description, header.destination.description)
    if header.isFragment {
      return PacketReading(
        name: "IPv4", endpoints: "\(source) > \(destination)",
        words: Self.fragment(
          UInt32(header.identification), header.fragmentOffset, header.moreFragments, range.count))
    }
    let pseudo = PseudoHeader(
      source: header.source, destination: header.destination, protocol: header.protocol)
    let payload = bytes.extracting(range)
    if header.protocol == .icmpv4 { return try Self.icmpv4(payload, source, destination) }
    return try transport(payload, header.protocol, pseudo, source, destination)
  }

  mutating func ipv6(_ bytes: RawSpan) throws(WireFailure) -> PacketReading {
    let (header, range) = try IPv6Header.parse(bytes)
    let (source, destination) = (header.source.description, header.destination.description)
    let endpoints = "\(source) > \(destination)"
    let chain: IPv6Extensions
    do throws(IPv6ChainFailure) {
      chain = try IPv6Extensions.parse(bytes, header, payload: range)
    } catch {
      return PacketReading(
        name: "IPv6", endpoints: endpoints,
        words: "with extension headers that cannot be followed len=\(range.count)")
    }
    if let fragment = chain.fragment, !fragment.isAtomic {
      return PacketReading(
        name: "IPv6", endpoints: endpoints,
        words: Self.fragment(
          fragment.identification, fragment.offset, fragment.moreFragments, chain.payload.count))
    }
    let pseudo = PseudoHeader(
      source: header.source, destination: header.destination, protocol: chain.protocol)
    let payload = bytes.extracting(chain.payload)
    if chain.protocol == .icmpv6 { return try Self.icmpv6(payload, header, pseudo) }
    return try transport(payload, chain.protocol, pseudo, source, destination)
  }

  private static func fragment(
    _ identification: UInt32, _ offset: Int, _ isMore: Bool, _ count: Int
  ) -> String {
    "fragment id=\(identification) offset=\(offset) len=\(count)\(isMore ? " more" : " last")"
  }

  private mutating func transport(
    _ bytes: RawSpan, _ number: InternetProtocol, _ pseudo: PseudoHeader, _ source: String,
    _ destination: String
  ) throws(WireFailure) -> PacketReading {
    switch number {
    case .tcp: return try tcp(bytes, pseudo, source, destination)
    case .udp: return try Self.udp(bytes, pseudo, source, destination)
    default:
      let name = number == .igmp ? "IGMP" : "IP"
      let words = number == .igmp ? "" : "protocol \(number.rawValue) "
      return PacketReading(
        name: name, endpoints: "\(source) > \(destination)",
        words: "\(words)len=\(bytes.byteCount)")
    }
  }

  private static func udp(
    _ bytes: RawSpan, _ pseudo: PseudoHeader, _ source: String, _ destination: String
  ) throws(WireFailure) -> PacketReading {
    let ((header, range), isWrong) = try checked(pseudo) { pseudo throws(WireFailure) in
      try UDPHeader.parse(bytes, pseudoHeader: pseudo)
    }
    let (from, to) = (header.sourcePort, header.destinationPort)
    var reading = PacketReading(
      name: "UDP", endpoints: endpoints(source, from, destination, to), ports: "\(from)>\(to)",
      words: "len=\(range.count)")
    // RFC 2131, section 4.1.
    if [67, 68].contains(to.rawValue), let words = dhcp(bytes.extracting(range)) {
      reading.name = "DHCP"
      reading.ports = ""
      reading.words = words
    }
    if isWrong { reading.words += " (wrong checksum)" }
    return reading
  }

  /// Parses with the checksum, and when that alone is wrong, without.
  static func checked<Value>(
    _ pseudo: PseudoHeader, _ parse: (PseudoHeader?) throws(WireFailure) -> Value
  ) throws(WireFailure) -> (Value, isWrong: Bool) {
    do throws(WireFailure) { return (try parse(pseudo), false) } catch {
      guard error == .checksum else { throw error }
      return (try parse(nil), true)
    }
  }

  /// `10.0.0.1:40000 > 10.0.0.2:80`, `[fd00::1]:40000 > [fd00::2]:80`
  static func endpoints(
    _ source: String, _ from: Port, _ destination: String, _ to: Port
  ) -> String {
    "\(place(source, from)) > \(place(destination, to))"
  }

  static func place(_ address: String, _ port: Port) -> String {
    address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
  }

  private static func dhcp(_ bytes: RawSpan) -> String? {
    guard let message = try? DHCPMessage.parse(bytes) else { return nil }
    let xid = String(message.transactionIdentifier, radix: 16)
    var words =
      switch message.messageType {
      case .discover: "discover"
      case .offer: "offer \(message.yourAddress)"
      case .request: "request"
      case .decline: "decline"
      case .acknowledge: "ack \(message.yourAddress)"
      case .refuse: "nak"
      case .release: "release \(message.clientAddress)"
      case .inform: "inform \(message.clientAddress)"
      case .forceRenew: "force renew"
      case nil: "without a type"
      }
    if let address = message.requestedAddress { words += " \(address)" }
    if let seconds = message.leaseTime { words += " for \(seconds) s" }
    if let server = message.serverIdentifier { words += " server \(server)" }
    return "\(words) client \(message.clientHardwareAddress) xid=\(xid)"
  }
}
