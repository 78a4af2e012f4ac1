import Bytes

@testable import Wire

/// A frame, taken apart by every parser that it needs and put together again by every emitter.
///
/// `text` is what Tests/Support/Scapy/describe.py says of the same frame, word for word:
///
///     ether 52:54:00:00:07:02 52:54:00:00:07:01 0800
///     ipv4 10.7.0.1 10.7.0.2 proto 17 ttl 64 dscp 0 ecn 0 id 64839 df 1 mf 0 off 0 opts -
///     udp 37159 9
///     data 780a
struct Dissection: Equatable {
  var lines: [String] = []
  /// The frame as it is emitted from the values alone; options of IP, extension headers and payloads are copied.
  var emitted: [UInt8]

  var text: String { lines.joined(separator: "\n") }

  /// - Throws: `WireFailure` or `IPv6ChainFailure`.
  init(_ frame: [UInt8]) throws {
    emitted = frame
    let (header, payload) = try EthernetHeader.parse(frame.span.bytes)
    emitted.edit { header.emit(into: &$0) }
    let tag = header.tag.map { " tag \(hex($0.rawValue, 4))" } ?? ""
    lines.append(
      "ether \(header.destination) \(header.source) \(hex(header.type.rawValue, 4))\(tag)")
    switch header.type {
    case .arp: try arp(frame, payload)
    case .ipv4: try ipv4(frame, payload)
    case .ipv6: try ipv6(frame, payload)
    default: data(frame, payload)
    }
  }

  private mutating func data(_ frame: [UInt8], _ range: Range<Int>) {
    lines.append("data " + hex(frame[range]))
  }

  private mutating func arp(_ frame: [UInt8], _ range: Range<Int>) throws {
    let packet = try ARPPacket.parse(frame.span.bytes.extracting(range))
    emitted.edit { packet.emit(into: &$0, at: range.lowerBound) }
    lines.append(
      "arp \(packet.operation.rawValue) \(packet.senderHardwareAddress) \(packet.senderAddress) "
        + "\(packet.targetHardwareAddress) \(packet.targetAddress)")
  }

  // MARK: - IPv4

  private mutating func ipv4(_ frame: [UInt8], _ range: Range<Int>) throws {
    let (header, within) = try IPv4Header.parse(frame.span.bytes.extracting(range))
    let payload = within.shifted(by: range.lowerBound)
    let options = range.lowerBound + 20..<payload.lowerBound
    emitted.edit { header.emit(into: &$0, at: range.lowerBound, payloadByteCount: payload.count) }
    if !options.isEmpty { restore(options, of: frame, headerAt: range.lowerBound) }
    var cursor = IPv4OptionCursor(header)
    while try cursor.next(in: frame.span.bytes.extracting(range)) != nil {}
    lines.append(
      "ipv4 \(header.source) \(header.destination) proto \(header.protocol.rawValue) "
        + "ttl \(header.timeToLive) dscp \(header.differentiatedServices) "
        + "ecn \(header.congestion.rawValue) id \(header.identification) "
        + "df \(header.dontFragment ? 1 : 0) mf \(header.moreFragments ? 1 : 0) "
        + "off \(header.fragmentOffset) opts \(hex(frame[options]))")
    guard !header.isFragment else { return data(frame, payload) }
    let pseudoHeader = PseudoHeader(
      source: header.source, destination: header.destination, protocol: header.protocol)
    if header.protocol == .icmpv4 { return try icmpv4(frame, payload) }
    try transport(header.protocol, frame, payload, pseudoHeader)
  }

  /// Options are not a part of the value: they are put back, and into the checksum.
  private mutating func restore(_ options: Range<Int>, of frame: [UInt8], headerAt start: Int) {
    emitted.replaceSubrange(options, with: frame[options])
    var checksum = InternetChecksum()
    emitted.replaceSubrange(start + 10..<start + 12, with: [0, 0])
    checksum.add(emitted.span.bytes.extracting(start..<options.upperBound))
    let value = checksum.value
    emitted.edit { $0.write(value, at: start + 10) }
  }

  private mutating func icmpv4(_ frame: [UInt8], _ range: Range<Int>) throws {
    let (message, within) = try ICMPv4Message.parse(frame.span.bytes.extracting(range))
    let payload = within.shifted(by: range.lowerBound)
    var sum = InternetChecksum()
    sum.add(frame.span.bytes.extracting(payload))
    emitted.edit { message.emit(into: &$0, at: range.lowerBound, payload: sum) }
    lines.append("icmpv4 " + message.text)
    if message.isError,
      let quote = try? IPv4Header.parseQuoted(frame.span.bytes.extracting(payload))
    {
      let rest = payload.dropFirst(quote.header.byteCount)
      let ports = try? TransportQuote.parse(frame.span.bytes.extracting(rest))
      lines.append(
        "quote \(quote.header.source) \(quote.header.destination) "
          + "\(quote.header.protocol.rawValue) \(quote.totalLength) \(text(ports))")
    }
    data(frame, payload)
  }

  private func text(_ quote: TransportQuote?) -> String {
    quote.map { "\($0.sourcePort) \($0.destinationPort) \($0.sequenceNumber.rawValue)" } ?? "-"
  }

  // MARK: - IPv6

  private mutating func ipv6(_ frame: [UInt8], _ range: Range<Int>) throws {
    let (header, within) = try IPv6Header.parse(frame.span.bytes.extracting(range))
    emitted.edit { header.emit(into: &$0, at: range.lowerBound, payloadByteCount: within.count) }
    lines.append(
      "ipv6 \(header.source) \(header.destination) next \(header.nextHeader.rawValue) "
        + "hop \(header.hopLimit) dscp \(header.differentiatedServices) "
        + "ecn \(header.congestion.rawValue) flow \(header.flowLabel)")
    let chain = try IPv6Extensions.parse(
      frame.span.bytes.extracting(range), header, payload: within)
    let payload = chain.payload.shifted(by: range.lowerBound)
    if let fragment = chain.fragment {
      if !fragment.isAtomic {
        emitted.edit { fragment.emit(into: &$0, at: payload.lowerBound - 8) }
      }
      lines.append(
        "fragment \(fragment.nextHeader.rawValue) off \(fragment.offset) "
          + "mf \(fragment.moreFragments ? 1 : 0) id \(fragment.identification)")
    }
    let alert = chain.routerAlert.map { "\($0)" } ?? "-"
    lines.append("payload proto \(chain.protocol.rawValue) alert \(alert)")
    guard chain.fragment?.isAtomic ?? true else { return data(frame, payload) }
    let pseudoHeader = PseudoHeader(
      source: header.source, destination: header.destination, protocol: chain.protocol)
    if chain.protocol == .icmpv6 {
      return try icmpv6(frame, payload, header, pseudoHeader)
    }
    try transport(chain.protocol, frame, payload, pseudoHeader)
  }

  private mutating func icmpv6(
    _ frame: [UInt8], _ range: Range<Int>, _ header: IPv6Header, _ pseudoHeader: PseudoHeader
  ) throws {
    let bytes = frame.span.bytes.extracting(range)
    let start = range.lowerBound
    switch try ICMPv6Type.parse(bytes, pseudoHeader: pseudoHeader) {
    case .neighborSolicitation:
      let message = try NeighborSolicitation.parse(bytes, in: header)
      try replace(frame, range, message.byteCount)
      emitted.edit { message.emit(into: &$0, at: start, pseudoHeader: pseudoHeader) }
      lines.append("ns \(message.target) lla \(text(message.sourceLinkLayerAddress))")
    case .neighborAdvertisement:
      let message = try NeighborAdvertisement.parse(bytes, in: header)
      try replace(frame, range, message.byteCount)
      emitted.edit { message.emit(into: &$0, at: start, pseudoHeader: pseudoHeader) }
      lines.append(
        "na \(message.target) r \(message.isRouter ? 1 : 0) s \(message.isSolicited ? 1 : 0) "
          + "o \(message.isOverride ? 1 : 0) lla \(text(message.targetLinkLayerAddress))")
    case .routerSolicitation:
      let message = try RouterSolicitation.parse(bytes, in: header)
      try replace(frame, range, message.byteCount)
      emitted.edit { message.emit(into: &$0, at: start, pseudoHeader: pseudoHeader) }
      lines.append("rs lla \(text(message.sourceLinkLayerAddress))")
    case .routerAdvertisement:
      let message = try RouterAdvertisement.parse(bytes, in: header)
      try replace(frame, range, message.byteCount)
      emitted.edit { message.emit(into: &$0, at: start, pseudoHeader: pseudoHeader) }
      lines += message.lines
    case .redirect:
      let (message, quote) = try NeighborRedirect.parse(bytes, in: header)
      let quoted = quote.map { Array(frame[$0.shifted(by: start)]) }
      try replace(frame, range, message.byteCount + (quoted.map { $0.count + 8 } ?? 0))
      emitted.edit {
        if let quoted {
          message.emit(
            into: &$0, at: start, quote: quoted.span.bytes, pseudoHeader: pseudoHeader)
        } else {
          message.emit(into: &$0, at: start, pseudoHeader: pseudoHeader)
        }
      }
      lines.append(
        "redirect \(message.target) \(message.destination) "
          + "lla \(text(message.targetLinkLayerAddress)) quote \(quoted.map { hex($0[...]) } ?? "-")"
      )
    case .listenerQuery:
      let message = try ListenerQuery.parse(bytes, in: header)
      try replace(frame, range, message.byteCount)
      emitted.edit { message.emit(into: &$0, at: start, pseudoHeader: pseudoHeader) }
      lines.append(message.text)
    case .listenerReport:
      let message = try ListenerReport.parse(bytes, in: header)
      try replace(frame, range, message.byteCount)
      emitted.edit { message.emit(into: &$0, at: start, pseudoHeader: pseudoHeader) }
      lines.append("report \(message.records.count)")
      for record in message.records {
        lines.append(
          "record \(record.type.rawValue) \(record.group) \(text(record.sources))")
      }
    default:
      let (message, within) = try ICMPv6Message.parse(bytes)
      let payload = within.shifted(by: start)
      var sum = pseudoHeader.checksum(byteCount: range.count)
      sum.add(frame.span.bytes.extracting(payload))
      emitted.edit { message.emit(into: &$0, at: start, checksum: .complete(sum)) }
      lines.append("icmpv6 " + message.text)
      data(frame, payload)
    }
  }

  /// Makes the emitted frame hold a message of another length: unknown options are not emitted.
  private mutating func replace(_ frame: [UInt8], _ range: Range<Int>, _ count: Int) throws {
    guard count != range.count else { return }
    emitted.removeSubrange(range.lowerBound...)
    emitted += [UInt8](repeating: 0, count: count)
    // The IPv6 header is right in front when there are no extension headers.
    let length = UInt16(emitted.count - (range.lowerBound - extensionCount(frame, range)))
    let place = range.lowerBound - extensionCount(frame, range) - 36
    emitted.edit { $0.write(length, at: place) }
  }

  private func extensionCount(_ frame: [UInt8], _ range: Range<Int>) -> Int {
    range.lowerBound - 40 - (frame[12] == 0x81 ? 18 : 14)
  }

  private func text(_ address: MACAddress?) -> String { address?.description ?? "-" }

  private func text(_ addresses: [IPv6Address]) -> String {
    addresses.isEmpty ? "-" : addresses.map(\.description).joined(separator: ",")
  }

  // MARK: - Above

  private mutating func transport(
    _ protocol: InternetProtocol, _ frame: [UInt8], _ range: Range<Int>,
    _ pseudoHeader: PseudoHeader
  ) throws {
    switch `protocol` {
    case .udp: try udp(frame, range, pseudoHeader)
    case .tcp: try tcp(frame, range, pseudoHeader)
    default: data(frame, range)
    }
  }

  private mutating func udp(
    _ frame: [UInt8], _ range: Range<Int>, _ pseudoHeader: PseudoHeader
  ) throws {
    let bytes = frame.span.bytes.extracting(range)
    let (header, within) = try UDPHeader.parse(bytes, pseudoHeader: pseudoHeader)
    let payload = within.shifted(by: range.lowerBound)
    var sum = pseudoHeader.checksum(byteCount: 8 + payload.count)
    sum.add(frame.span.bytes.extracting(payload))
    let field: ChecksumField = bytes.readUInt16(at: 6) == 0 ? .absent : .complete(sum)
    emitted.edit {
      header.emit(
        into: &$0, at: range.lowerBound, payloadByteCount: payload.count, checksum: field)
    }
    lines.append("udp \(header.sourcePort) \(header.destinationPort)")
    let isDHCP = [67, 68].contains(header.destinationPort.rawValue)
    guard isDHCP, let message = try? DHCPMessage.parse(frame.span.bytes.extracting(payload)) else {
      return data(frame, payload)
    }
    lines += message.lines
  }

  private mutating func tcp(
    _ frame: [UInt8], _ range: Range<Int>, _ pseudoHeader: PseudoHeader
  ) throws {
    let (header, within) = try TCPHeader.parse(
      frame.span.bytes.extracting(range), pseudoHeader: pseudoHeader)
    let payload = within.shifted(by: range.lowerBound)
    lines.append(header.text)
    data(frame, payload)
    // Other options, or another order, make another length: only what keeps it is put back in its place.
    guard header.byteCount == within.lowerBound else { return }
    var sum = pseudoHeader.checksum(byteCount: range.count)
    sum.add(frame.span.bytes.extracting(payload))
    emitted.edit { header.emit(into: &$0, at: range.lowerBound, checksum: .complete(sum)) }
  }
}

extension Range<Int> {
  func shifted(by distance: Int) -> Range<Int> {
    lowerBound + distance..<upperBound + distance
  }
}
