import Bytes
import SeededNumbers
import Testing

@testable import Wire

/// What is emitted is parsed as the value that it was; what lies around it stays as it was.
@Suite struct IdentityTests {
  private let rounds = Soak.isOn ? 50_000 : 500
  private let groupHeader = IPv6Header(
    source: IPv6Address("fe80::1")!, destination: IPv6Address("2001:db8::1")!, nextHeader: .icmpv6,
    hopLimit: 255)

  /// - Parameter parse: gets the bytes that were emitted.
  private func expect<Value: Equatable>(
    _ value: Value, count: Int, _ emit: (inout MutableRawSpan, Int) -> Void,
    _ parse: (RawSpan) throws -> Value
  ) throws {
    var bytes = [UInt8](repeating: 0xa5, count: count + 12)
    bytes.edit { emit(&$0, 5) }
    #expect(
      bytes[..<5].allSatisfy { $0 == 0xa5 } && bytes[(5 + count)...].allSatisfy { $0 == 0xa5 })
    #expect(try parse(bytes.span.bytes.extracting(5..<5 + count)) == value)
  }

  @Test func ethernet() throws {
    var values = RandomValues(seed: 1)
    for _ in 0..<rounds {
      let value = values.ethernet()
      try expect(
        value, count: value.byteCount, { value.emit(into: &$0, at: $1) },
        {
          let (header, payload) = try EthernetHeader.parse($0)
          #expect(payload == value.byteCount..<value.byteCount)
          return header
        })
    }
  }

  @Test func arp() throws {
    var values = RandomValues(seed: 2)
    for _ in 0..<rounds {
      let value = values.arp()
      try expect(value, count: 28, { value.emit(into: &$0, at: $1) }, { try ARPPacket.parse($0) })
    }
  }

  @Test func ipv4() throws {
    var values = RandomValues(seed: 3)
    for _ in 0..<rounds {
      let value = values.ipv4Header(InternetProtocol(rawValue: values.number()))
      let count = value.byteCount + values.below(30)
      guard value.fragmentOffset + count <= 65535 else { continue }
      try expect(
        value, count: count,
        {
          value.emit(into: &$0, at: $1, payloadByteCount: count - value.byteCount)
          $0.clear($1 + value.byteCount..<$1 + count)
        },
        {
          let (header, payload) = try IPv4Header.parse($0)
          #expect(payload == value.byteCount..<count)
          return header
        })
    }
  }

  @Test func ipv6() throws {
    var values = RandomValues(seed: 4)
    for _ in 0..<rounds {
      let value = values.ipv6Header(InternetProtocol(rawValue: values.number()))
      try expect(
        value, count: 40, { value.emit(into: &$0, at: $1, payloadByteCount: 0) },
        {
          try IPv6Header.parse($0).header
        })
      let fragment = values.fragment()
      try expect(
        fragment, count: 8, { fragment.emit(into: &$0, at: $1) },
        {
          try IPv6Fragment.parse($0)
        })
    }
  }

  @Test func udp() throws {
    var values = RandomValues(seed: 5)
    for _ in 0..<rounds {
      let value = values.udp()
      let source = values.ipv6()
      let pseudoHeader = PseudoHeader(source: source, destination: values.ipv6(), protocol: .udp)
      let sum = pseudoHeader.checksum(byteCount: 8)
      try expect(
        value, count: 8,
        { value.emit(into: &$0, at: $1, payloadByteCount: 0, checksum: .complete(sum)) },
        { try UDPHeader.parse($0, pseudoHeader: pseudoHeader).header })
    }
  }

  @Test func tcp() throws {
    var values = RandomValues(seed: 6)
    for _ in 0..<rounds {
      let value = values.tcp()
      let pseudoHeader = PseudoHeader(
        source: values.ipv4(), destination: values.ipv4(), protocol: .tcp)
      let sum = pseudoHeader.checksum(byteCount: value.byteCount)
      try expect(
        value, count: value.byteCount, { value.emit(into: &$0, at: $1, checksum: .complete(sum)) },
        { try TCPHeader.parse($0, pseudoHeader: pseudoHeader).header })
    }
  }

  @Test func icmpv4() throws {
    var values = RandomValues(seed: 7)
    for _ in 0..<rounds {
      let value = values.icmpv4()
      try expect(
        value, count: 8, { value.emit(into: &$0, at: $1, payload: InternetChecksum()) },
        { try ICMPv4Message.parse($0).message })
    }
  }

  @Test func icmpv6() throws {
    var values = RandomValues(seed: 8)
    for _ in 0..<rounds {
      let value = values.icmpv6()
      let pseudoHeader = PseudoHeader(
        source: values.ipv6(), destination: values.ipv6(), protocol: .icmpv6)
      let sum = pseudoHeader.checksum(byteCount: 8)
      try expect(
        value, count: 8, { value.emit(into: &$0, at: $1, checksum: .complete(sum)) },
        {
          _ = try ICMPv6Type.parse($0, pseudoHeader: pseudoHeader)
          return try ICMPv6Message.parse($0).message
        })
    }
  }

  @Test func `neighbour discovery`() throws {
    var values = RandomValues(seed: 9)
    let header = groupHeader
    let pseudoHeader = PseudoHeader(
      source: header.source, destination: header.destination, protocol: .icmpv6)
    for _ in 0..<rounds {
      let (a, b, c) = (values.solicitation(), values.advertisement(), values.routerAdvertisement())
      let (d, e) = (
        values.redirect(), RouterSolicitation(sourceLinkLayerAddress: values.maybe { $0.mac() })
      )
      try expect(
        a, count: a.byteCount, { a.emit(into: &$0, at: $1, pseudoHeader: pseudoHeader) },
        {
          #expect(try ICMPv6Type.parse($0, pseudoHeader: pseudoHeader) == .neighborSolicitation)
          return try NeighborSolicitation.parse($0, in: header)
        })
      try expect(
        b, count: b.byteCount, { b.emit(into: &$0, at: $1, pseudoHeader: pseudoHeader) },
        { try NeighborAdvertisement.parse($0, in: header) })
      try expect(
        c, count: c.byteCount, { c.emit(into: &$0, at: $1, pseudoHeader: pseudoHeader) },
        { try RouterAdvertisement.parse($0, in: header) })
      try expect(
        d, count: d.byteCount, { d.emit(into: &$0, at: $1, pseudoHeader: pseudoHeader) },
        { try NeighborRedirect.parse($0, in: header).message })
      try expect(
        e, count: e.byteCount, { e.emit(into: &$0, at: $1, pseudoHeader: pseudoHeader) },
        { try RouterSolicitation.parse($0, in: header) })
    }
  }

  @Test func listeners() throws {
    var values = RandomValues(seed: 10)
    var header = groupHeader
    header.hopLimit = 1
    let inside = header
    let pseudoHeader = PseudoHeader(
      source: header.source, destination: header.destination, protocol: .icmpv6)
    for _ in 0..<rounds {
      let (query, report) = (values.query(), values.report())
      try expect(
        query, count: query.byteCount,
        { query.emit(into: &$0, at: $1, pseudoHeader: pseudoHeader) },
        { try ListenerQuery.parse($0, in: inside) })
      try expect(
        report, count: report.byteCount,
        { report.emit(into: &$0, at: $1, pseudoHeader: pseudoHeader) },
        { try ListenerReport.parse($0, in: inside) })
    }
  }

  @Test(arguments: [20, 150, 700])
  func dhcp(textLimit: Int) throws {
    var values = RandomValues(seed: 11)
    var overloaded = 0
    var refused = 0
    for _ in 0..<rounds / 2 {
      let value = values.dhcp(textLimit: textLimit)
      let limit = 300 + values.below(2000)
      var bytes = [UInt8](repeating: 0xa5, count: limit + 10)
      guard let count = bytes.edit({ value.emit(into: &$0, at: 5, limit: limit) }) else {
        refused += 1
        continue
      }
      #expect(count >= 300 && count <= limit)
      #expect(bytes[..<5].allSatisfy { $0 == 0xa5 } && bytes.suffix(5).allSatisfy { $0 == 0xa5 })
      if bytes[245] == 52 { overloaded += 1 }
      #expect(try DHCPMessage.parse(bytes.span.bytes.extracting(5..<5 + count)) == value)
    }
    // Both ways of not fitting were met.
    if textLimit > 20 { #expect(overloaded > 0 && refused > 0) }
  }
}
