import Testing

@testable import Wire

@Suite struct IPv6Tests {
  private let addresses = "fd070000000000000000000000000001 fd070000000000000000000000000002"

  private func datagram(next: String, _ payload: String) -> [UInt8] {
    let count = bytes(payload).count
    return bytes("6a312345 \(hex(count, 4)) \(next) 40 \(addresses)" + payload)
  }

  private func chain(_ next: String, _ payload: String) throws(IPv6ChainFailure) -> IPv6Extensions {
    let datagram = datagram(next: next, payload)
    let header: IPv6Header
    let range: Range<Int>
    do throws(WireFailure) {
      (header, range) = try IPv6Header.parse(datagram.span.bytes)
    } catch { throw .malformed(error) }
    return try IPv6Extensions.parse(datagram.span.bytes, header, payload: range)
  }

  private func failure(_ next: String, _ payload: String) -> IPv6ChainFailure? {
    do throws(IPv6ChainFailure) {
      _ = try chain(next, payload)
      return nil
    } catch { return error }
  }

  @Test func deconstruct() throws {
    let datagram = datagram(next: "11", "0102") + [0]
    let (header, payload) = try IPv6Header.parse(datagram.span.bytes)
    #expect(header.source == IPv6Address("fd07::1") && header.destination == IPv6Address("fd07::2"))
    #expect(header.nextHeader == .udp && header.hopLimit == 64 && header.flowLabel == 0x12345)
    #expect(header.differentiatedServices == 0x28 && header.congestion == .experienced)
    #expect(payload == 40..<42)
  }

  @Test func construct() {
    var header = IPv6Header(
      source: IPv6Address("fd07::1")!, destination: IPv6Address("fd07::2")!, nextHeader: .udp)
    header.flowLabel = 0x12345
    header.differentiatedServices = 0x28
    header.congestion = .experienced
    let made = emitted(40) { header.emit(into: &$0, payloadByteCount: 2) }
    #expect(made == Array(datagram(next: "11", "0102").prefix(40)))
    #expect(
      emitted(8) { IPv6RouterAlert(nextHeader: .icmpv6).emit(into: &$0) }
        == bytes("3a00050200000100"))
  }

  @Test func `a datagram that is too short, or not IPv6, is refused`() {
    let whole = datagram(next: "11", "0102")
    for length in 0..<whole.count {
      let part = Array(whole.prefix(length))
      #expect(throws: WireFailure.truncated) { try IPv6Header.parse(part.span.bytes) }
    }
    var other = whole
    other[0] = 0x45
    #expect(throws: WireFailure.version) { try IPv6Header.parse(other.span.bytes) }
    other = whole
    other[8] = 0xff
    #expect(throws: WireFailure.value) { try IPv6Header.parse(other.span.bytes) }
  }

  @Test func `what follows directly is found`() throws {
    let found = try chain("06", "0000")
    #expect(found.protocol == .tcp && found.payload == 40..<42 && found.nextHeaderOffset == 6)
    #expect(found.fragment == nil && found.routerAlert == nil)
  }

  @Test func `a chain is followed to its end`() throws {
    let found = try chain(
      "00",
      "3c00 0502 0000 0100" + "2b00 0104 00000000" + "2c00 0000 00000000"
        + "3c00 0000 12345678" + "1100 0104 00000000" + "aabb")
    #expect(found.protocol == .udp && found.payload == 80..<82 && found.nextHeaderOffset == 72)
    #expect(found.routerAlert == 0 && found.fragment?.identification == 0x1234_5678)
    #expect(found.fragment?.isAtomic == true)
  }

  @Test func `at a fragment the chain ends`() throws {
    let first = try chain("2c", "3c00 0001 00000007" + "1100 0104 00000000")
    #expect(first.protocol == .destinationOptions && first.payload == 48..<56)
    #expect(first.fragment?.moreFragments == true && first.fragment?.offset == 0)
    let last = try chain("2c", "0600 0010 00000007" + "aa")
    #expect(last.fragment?.offset == 16 && last.fragment?.moreFragments == false)
    #expect(last.protocol == .tcp && last.payload == 48..<49)
  }

  @Test func `fragments that cannot be are refused`() {
    // Not a multiple of 8 (RFC 8200, section 4.5).
    #expect(
      failure("2c", "1100 0001 00000007" + "aabb")
        == .problem(.erroneousField, pointer: 4, isForGroups: false))
    #expect(
      failure("2c", "1100 fff8 00000007" + "0000000000000000")
        == .problem(.erroneousField, pointer: 42, isForGroups: false))
    #expect(failure("2c", "1100 0000 00000007" + "2c00000000000000") == nil)
    #expect(failure("2c", "2c00 0000 00000007" + "1100 0000 00000007") == .malformed(.value))
    #expect(failure("2c", "1100 0000 0000") == .malformed(.truncated))
  }

  @Test func `hop-by-hop options come first or not at all`() {
    #expect(
      failure("3c", "0000 0104 00000000" + "1100 0104 00000000")
        == .problem(.unknownNextHeader, pointer: 40, isForGroups: false))
  }

  @Test(
    arguments: [
      ("1e", nil), ("5e", .dropped),
      ("9e", .problem(.unknownOption, pointer: 42, isForGroups: true)),
      ("de", .problem(.unknownOption, pointer: 42, isForGroups: false)),
    ] as [(String, IPv6ChainFailure?)])
  func `an unknown option says what to do`(type: String, expected: IPv6ChainFailure?) {
    #expect(failure("00", "1100 \(type)04 00000000") == expected)
    #expect(failure("3c", "1100 \(type)04 00000000") == expected)
  }

  @Test func `an option that cannot be is refused`() {
    #expect(
      failure("00", "1100 0105 00000000")
        == .problem(.erroneousField, pointer: 42, isForGroups: false))
    #expect(
      failure("00", "1100 0102 00000001")
        == .problem(.erroneousField, pointer: 47, isForGroups: false))
    #expect(failure("00", "1101 0104 00000000") == .malformed(.truncated))
    #expect(failure("00", "1100 0104 0000") == .malformed(.truncated))
  }

  @Test func `a route that is not at its end is refused`() {
    #expect(
      failure("2b", "1100 0001 00000000")
        == .problem(.erroneousField, pointer: 42, isForGroups: false))
    #expect(failure("2b", "1100 0000 00000000") == nil)
    #expect(failure("2b", "1102 0000 00000000") == .malformed(.truncated))
    #expect(failure("2b", "1100") == .malformed(.truncated))
  }

  @Test func `chains and options have a limit`() {
    let header = "3c00 0104 00000000"
    #expect(failure("3c", String(repeating: header, count: 7) + "1100 0104 00000000") == nil)
    #expect(
      failure("3c", String(repeating: header, count: 8) + "1100 0104 00000000")
        == .malformed(.limit))
    // Nine options of no data, and padding.
    #expect(
      failure("3c", "1102" + String(repeating: "1e00", count: 9) + "0100 00 00")
        == .malformed(.limit))
    #expect(failure("3c", "1102" + String(repeating: "1e00", count: 8) + "0100 0100 0000") == nil)
  }

  @Test func `every cut of a chain is refused, not read beyond`() {
    let payload = bytes(
      "3c00 0502 0000 0100 2b00 0104 00000000 2c00 0000 00000000 1100 0000 12345678 aabb")
    for count in 0..<32 {
      #expect(failure("00", hex(payload.prefix(count)).replacing("-", with: "")) != nil)
    }
  }
}
