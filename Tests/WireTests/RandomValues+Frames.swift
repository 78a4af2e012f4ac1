import Bytes

@testable import Wire

// Whole frames, made by our emitters alone.

extension RandomValues {
  mutating func frame() -> [UInt8] {
    switch below(12) {
    case 0: arpFrame()
    case 1, 2: ipv4Frame(.tcp)
    case 3: ipv4Frame(.udp)
    case 4: ipv4Frame(.icmpv4)
    case 5: dhcpFrame()
    case 6: ipv6Frame(.tcp)
    case 7: ipv6Frame(.udp)
    case 8: ipv6Frame(.icmpv6)
    default: linkFrame()
    }
  }

  private mutating func arpFrame() -> [UInt8] {
    let (ethernet, packet) = (ethernet(.arp), arp())
    var frame = [UInt8](repeating: 0, count: ethernet.byteCount + ARPPacket.byteCount)
    frame.edit {
      ethernet.emit(into: &$0)
      packet.emit(into: &$0, at: ethernet.byteCount)
    }
    return frame
  }

  private mutating func ipv4Frame(_ protocol: InternetProtocol) -> [UInt8] {
    var header = ipv4Header(`protocol`, isWhole: true)
    header.optionByteCount = 0
    let pseudoHeader = PseudoHeader(
      source: header.source, destination: header.destination, protocol: `protocol`)
    let segment = segment(`protocol`, pseudoHeader)
    return framed(ethernet(.ipv4), 20, segment) {
      header.emit(into: &$0, at: $1, payloadByteCount: segment.count)
    }
  }

  private mutating func ipv6Frame(_ protocol: InternetProtocol) -> [UInt8] {
    let header = ipv6Header(`protocol`)
    let pseudoHeader = PseudoHeader(
      source: header.source, destination: header.destination, protocol: `protocol`)
    let segment = segment(`protocol`, pseudoHeader)
    return framed(ethernet(.ipv6), 40, segment) {
      header.emit(into: &$0, at: $1, payloadByteCount: segment.count)
    }
  }

  private mutating func dhcpFrame() -> [UInt8] {
    let header = IPv4Header(source: ipv4(), destination: ipv4(), protocol: .udp)
    let pseudoHeader = PseudoHeader(
      source: header.source, destination: header.destination, protocol: .udp)
    var payload = [UInt8](repeating: 0, count: 1400)
    let message = dhcp()
    let count = payload.edit { message.emit(into: &$0, limit: 1400) }!
    payload.removeSubrange(count...)
    let udp = UDPHeader(sourcePort: Port(68), destinationPort: Port(67))
    var sum = pseudoHeader.checksum(byteCount: 8 + payload.count)
    sum.add(payload.span.bytes)
    var segment = [UInt8](repeating: 0, count: 8) + payload
    segment.edit {
      udp.emit(into: &$0, payloadByteCount: payload.count, checksum: .complete(sum))
    }
    return framed(ethernet(.ipv4), 20, segment) {
      header.emit(into: &$0, at: $1, payloadByteCount: segment.count)
    }
  }

  /// Neighbour discovery or MLD.
  private mutating func linkFrame() -> [UInt8] {
    let isMLD = below(3) == 0
    var header = IPv6Header(
      source: linkLocal(), destination: isMLD ? group() : ipv6(),
      nextHeader: isMLD ? .hopByHop : .icmpv6)
    header.hopLimit = isMLD ? 1 : 255
    let pseudoHeader = PseudoHeader(
      source: header.source, destination: header.destination, protocol: .icmpv6)
    let start = isMLD ? IPv6RouterAlert.byteCount : 0
    var message = [UInt8](repeating: 0, count: 2000)
    let count = message.edit { bytes in
      if isMLD { IPv6RouterAlert(nextHeader: .icmpv6).emit(into: &bytes) }
      return isMLD
        ? listener(&bytes, start, pseudoHeader) : neighbor(&bytes, start, pseudoHeader)
    }
    message.removeSubrange((start + count)...)
    return framed(ethernet(.ipv6), 40, message) {
      header.emit(into: &$0, at: $1, payloadByteCount: message.count)
    }
  }

  private mutating func listener(
    _ bytes: inout MutableRawSpan, _ start: Int, _ pseudoHeader: PseudoHeader
  ) -> Int {
    if bool() {
      let query = query()
      query.emit(into: &bytes, at: start, pseudoHeader: pseudoHeader)
      return query.byteCount
    }
    let report = report()
    report.emit(into: &bytes, at: start, pseudoHeader: pseudoHeader)
    return report.byteCount
  }

  private mutating func neighbor(
    _ bytes: inout MutableRawSpan, _ start: Int, _ pseudoHeader: PseudoHeader
  ) -> Int {
    switch below(5) {
    case 0:
      let message = solicitation()
      message.emit(into: &bytes, at: start, pseudoHeader: pseudoHeader)
      return message.byteCount
    case 1:
      let message = advertisement()
      message.emit(into: &bytes, at: start, pseudoHeader: pseudoHeader)
      return message.byteCount
    case 2:
      let message = RouterSolicitation(sourceLinkLayerAddress: maybe { $0.mac() })
      message.emit(into: &bytes, at: start, pseudoHeader: pseudoHeader)
      return message.byteCount
    case 3:
      let message = redirect()
      let quote = self.bytes(8 * below(5))
      message.emit(into: &bytes, at: start, quote: quote.span.bytes, pseudoHeader: pseudoHeader)
      return message.byteCount + 8 + quote.count
    default:
      let message = routerAdvertisement()
      message.emit(into: &bytes, at: start, pseudoHeader: pseudoHeader)
      return message.byteCount
    }
  }

  /// Header and payload, its checksum folded into the copy of the payload.
  private mutating func segment(
    _ protocol: InternetProtocol, _ pseudoHeader: PseudoHeader
  ) -> [UInt8] {
    let payload = bytes(below(50))
    let (tcp, udp, icmpv4, icmpv6) = (tcp(), udp(), icmpv4(), icmpv6())
    let count = `protocol` == .tcp ? tcp.byteCount : 8
    var segment = [UInt8](repeating: 0xee, count: count + payload.count)
    segment.edit { bytes in
      var sum = pseudoHeader.checksum(byteCount: count + payload.count)
      if `protocol` == .icmpv4 { sum = InternetChecksum() }
      sum.copy(payload.span.bytes, into: &bytes, at: count)
      switch `protocol` {
      case .tcp: tcp.emit(into: &bytes, checksum: .complete(sum))
      case .udp:
        udp.emit(into: &bytes, payloadByteCount: payload.count, checksum: .complete(sum))
      case .icmpv4: icmpv4.emit(into: &bytes, payload: sum)
      default: icmpv6.emit(into: &bytes, checksum: .complete(sum))
      }
    }
    return segment
  }

  private func framed(
    _ ethernet: EthernetHeader, _ headerCount: Int, _ payload: [UInt8],
    _ emit: (inout MutableRawSpan, Int) -> Void
  ) -> [UInt8] {
    var frame = [UInt8](repeating: 0, count: ethernet.byteCount + headerCount) + payload
    frame.edit {
      ethernet.emit(into: &$0)
      emit(&$0, ethernet.byteCount)
    }
    return frame
  }
}
