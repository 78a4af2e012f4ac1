import Bytes
import Testing

@testable import Wire

@Suite struct ICMPTests {
  private let header = IPv6Header(
    source: IPv6Address("fe80::1")!, destination: IPv6Address("fe80::2")!, nextHeader: .icmpv6,
    hopLimit: 255)

  @Test(arguments: [
    ("08004eb6 01c50001 aabb", ICMPv4Message.echoRequest(identifier: 453, sequenceNumber: 1)),
    ("0000 0000 00070008", .echoReply(identifier: 7, sequenceNumber: 8)),
    ("0304 0000 00000578", .destinationUnreachable(.fragmentationNeeded, nextHopMTU: 1400)),
    ("0303 0000 00000578", .destinationUnreachable(.port, nextHopMTU: 0)),
    ("0501 0000 0a000001", .redirect(code: 1, gateway: IPv4Address(10, 0, 0, 1))),
    ("0b00 0000 00000000", .timeExceeded(.inTransit)),
    ("0c00 0000 14000000", .parameterProblem(code: 0, pointer: 20)),
    ("0d00 0000 01020304", .other(type: 13, code: 0, word: 0x0102_0304)),
    ("0801 0000 01020304", .other(type: 8, code: 1, word: 0x0102_0304)),
  ])
  func `messages of IPv4`(text: String, expected: ICMPv4Message) throws {
    let bytes = bytes(text)
    let (message, payload) = try ICMPv4Message.parse(bytes.span.bytes, isVerified: true)
    #expect(message == expected && payload == 8..<bytes.count)
  }

  @Test func `a message of IPv4 that is short or broken is refused`() {
    var echo = bytes("0800 0000 01c50001 aabb")
    var sum = InternetChecksum()
    sum.add(echo.span.bytes)
    echo.edit { $0.write(sum.value, at: 2) }
    #expect(throws: Never.self) { try ICMPv4Message.parse(echo.span.bytes) }
    for length in 0..<8 {
      let part = Array(echo.prefix(length))
      #expect(throws: WireFailure.truncated) { try ICMPv4Message.parse(part.span.bytes) }
    }
    echo[9] ^= 1
    #expect(throws: WireFailure.checksum) { try ICMPv4Message.parse(echo.span.bytes) }
  }

  @Test func `errors are told from other messages`() {
    #expect(ICMPv4Message.timeExceeded(.reassembly).isError)
    #expect(ICMPv4Message.other(type: 4, code: 0, word: 0).isError)
    #expect(!ICMPv4Message.echoRequest(identifier: 1, sequenceNumber: 1).isError)
    #expect(ICMPv6Type.packetTooBig.isError && !ICMPv6Type.echoRequest.isError)
  }

  @Test func `a message of IPv6 that is short or broken is refused`() {
    let pseudoHeader = PseudoHeader(
      source: header.source, destination: header.destination, protocol: .icmpv6)
    var echo = emitted(8) {
      ICMPv6Message.echoRequest(identifier: 1, sequenceNumber: 2).emit(
        into: &$0, checksum: .complete(pseudoHeader.checksum(byteCount: 8)))
    }
    #expect(throws: Never.self) {
      try ICMPv6Type.parse(echo.span.bytes, pseudoHeader: pseudoHeader)
    }
    for length in 0..<8 {
      let part = Array(echo.prefix(length))
      #expect(throws: WireFailure.truncated) { try ICMPv6Message.parse(part.span.bytes) }
      if length < 4 {
        #expect(throws: WireFailure.truncated) {
          try ICMPv6Type.parse(part.span.bytes, pseudoHeader: nil)
        }
      }
    }
    echo[7] ^= 1
    #expect(throws: WireFailure.checksum) {
      try ICMPv6Type.parse(echo.span.bytes, pseudoHeader: pseudoHeader)
    }
  }

  // MARK: - Neighbour discovery

  private let target = "20010db8000000000000000000000009"
  private let lla = "0101525400000701"

  private func solicitation(
    _ text: String, source: String = "fe80::1", destination: String = "fe80::2",
    hopLimit: UInt8 = 255
  ) throws -> NeighborSolicitation {
    let header = IPv6Header(
      source: IPv6Address(source)!, destination: IPv6Address(destination)!, nextHeader: .icmpv6,
      hopLimit: hopLimit)
    return try NeighborSolicitation.parse(bytes(text).span.bytes, in: header)
  }

  @Test func `a solicitation is read`() throws {
    let message = try solicitation("87000000 00000000" + target + "0e01aabbccddeeff" + lla)
    #expect(message.target.description == "2001:db8::9")
    #expect(message.sourceLinkLayerAddress?.description == "52:54:00:00:07:01")
    let probe = try solicitation(
      "87000000 00000000" + target, source: "::", destination: "ff02::1:ff00:9")
    #expect(probe.sourceLinkLayerAddress == nil)
  }

  @Test func `what RFC 4861 asks to be dropped is refused`() {
    let whole = "87000000 00000000" + target
    #expect(throws: WireFailure.value) { try solicitation(whole, hopLimit: 254) }
    #expect(throws: WireFailure.value) { try solicitation("87010000 00000000" + target) }
    #expect(throws: WireFailure.value) {
      try solicitation("87000000 00000000 ff" + target.dropFirst(2))
    }
    #expect(throws: WireFailure.length) { try solicitation(whole + "0100525400000701") }
    #expect(throws: WireFailure.truncated) { try solicitation(whole + "0102525400000701") }
    #expect(throws: WireFailure.truncated) { try solicitation(whole + "01") }
    #expect(throws: WireFailure.value) {
      try solicitation(whole + lla, source: "::", destination: "ff02::1:ff00:9")
    }
    #expect(throws: WireFailure.value) { try solicitation(whole, source: "::") }
    for length in 0..<24 {
      #expect(throws: WireFailure.truncated) {
        try solicitation(hex(bytes(whole).prefix(length)).replacing("-", with: ""))
      }
    }
  }

  @Test func `an advertisement to a group answers nobody`() throws {
    let text = bytes("88000000 40000000" + target)
    let group = IPv6Header(
      source: IPv6Address("fe80::1")!, destination: .allNodes, nextHeader: .icmpv6, hopLimit: 255)
    #expect(try NeighborAdvertisement.parse(text.span.bytes, in: header).isSolicited)
    #expect(throws: WireFailure.value) {
      try NeighborAdvertisement.parse(text.span.bytes, in: group)
    }
  }

  @Test func `only routers of this link advertise and redirect`() throws {
    let far = IPv6Header(
      source: IPv6Address("2001:db8::1")!, destination: .allNodes, nextHeader: .icmpv6,
      hopLimit: 255)
    let advertisement = bytes("86000000 40c80708 00000000 00000000")
    let redirect = bytes("89000000 00000000" + target + target)
    #expect(
      try RouterAdvertisement.parse(advertisement.span.bytes, in: header).routerLifetime == 1800)
    #expect(throws: WireFailure.value) {
      try RouterAdvertisement.parse(advertisement.span.bytes, in: far)
    }
    #expect(throws: Never.self) { try NeighborRedirect.parse(redirect.span.bytes, in: header) }
    #expect(throws: WireFailure.value) { try NeighborRedirect.parse(redirect.span.bytes, in: far) }
    var other = redirect
    other[20] ^= 1
    #expect(throws: WireFailure.value) { try NeighborRedirect.parse(other.span.bytes, in: header) }
  }

  @Test func `of more prefixes and resolvers than are kept the first are`() throws {
    let prefix = "030440c0 00000e10 00000708 00000000" + target
    let bad = "030481c0 00000e10 00000708 00000000" + target
    let resolvers = "19090000 00000258" + String(repeating: target, count: 4)
    let text = bytes(
      "86000000 40480708 00000000 00000000" + bad + String(repeating: prefix, count: 9) + resolvers
        + resolvers)
    let message = try RouterAdvertisement.parse(text.span.bytes, in: header)
    #expect(
      message.prefixes.count == 8 && message.prefixes[0].prefix.description == "2001:db8::/64")
    #expect(message.resolvers.count == 4 && message.resolvers[3].lifetime == 600)
    #expect(message.preference == .high && message.hasOtherConfiguration && !message.isManaged)
  }

  // MARK: - Listeners

  @Test func `a query's delay may be a floating-point number`() {
    // RFC 3810, section 5.1.3.
    let version2 = ListenerQuery.Version2()
    for (code, delay) in [
      (0, 0), (1000, 1000), (32767, 32767), (0x8000, 32768), (0xffff, 8_387_584),
    ] {
      let query = ListenerQuery(
        maximumResponseCode: UInt16(code), group: .unspecified, version2: version2)
      #expect(query.maximumResponseDelay == delay)
    }
    let old = ListenerQuery(maximumResponseCode: 0x8000, group: .unspecified, version2: nil)
    #expect(old.maximumResponseDelay == 32768)
  }

  @Test func `queries and reports that cannot be are refused`() {
    var near = header
    near.hopLimit = 1
    let group = "ff020000000000000000000000000009"
    func query(_ text: String, _ header: IPv6Header) throws {
      _ = try ListenerQuery.parse(bytes(text).span.bytes, in: header)
    }
    func report(_ text: String, _ header: IPv6Header) throws {
      _ = try ListenerReport.parse(bytes(text).span.bytes, in: header)
    }
    let whole = "82000000 03e80000" + group
    #expect(throws: Never.self) { try query(whole, near) }
    #expect(throws: WireFailure.value) { try query(whole, header) }
    #expect(throws: WireFailure.value) { try query("82000000 03e80000" + target, near) }
    #expect(throws: WireFailure.length) { try query(whole + "020000", near) }
    #expect(throws: WireFailure.truncated) { try query(whole + "027d0001", near) }
    let record = "8f000000 00000001 04000001" + group + target
    #expect(throws: Never.self) { try report(record, near) }
    #expect(throws: WireFailure.value) { try report(record, header) }
    #expect(throws: WireFailure.truncated) { try report(String(record.dropLast(2)), near) }
    #expect(throws: WireFailure.truncated) {
      try report("8f000000 00000002 04000000" + group, near)
    }
    #expect(throws: WireFailure.truncated) {
      try report("8f000000 00000001 04010000" + group, near)
    }
    #expect(throws: WireFailure.value) { try report("8f000000 00000001 04000000" + target, near) }
  }
}
