import Testing

@testable import Wire

@Suite struct ARPTests {
  private let reply = bytes("0001 0800 06 04 0002 525400000702 0a070002 525400000701 0a070001")
  private let packet = ARPPacket(
    operation: .reply, senderHardwareAddress: MACAddress("52:54:00:00:07:02")!,
    senderAddress: IPv4Address(10, 7, 0, 2),
    targetHardwareAddress: MACAddress("52:54:00:00:07:01")!,
    targetAddress: IPv4Address(10, 7, 0, 1))

  @Test func deconstruct() throws {
    #expect(try ARPPacket.parse(reply.span.bytes) == packet)
    let padded = reply + [UInt8](repeating: 0, count: 18)
    #expect(try ARPPacket.parse(padded.span.bytes) == packet)
  }

  @Test func construct() { #expect(emitted(28) { packet.emit(into: &$0) } == reply) }

  @Test func `a packet that is too short is refused`() {
    for length in 0..<28 {
      let part = Array(reply.prefix(length))
      #expect(throws: WireFailure.truncated) { try ARPPacket.parse(part.span.bytes) }
    }
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 6])
  func `other hardware, protocols and operations are not supported`(place: Int) {
    var other = reply
    other[place] ^= 0x40
    #expect(throws: WireFailure.unsupported) { try ARPPacket.parse(other.span.bytes) }
  }

  @Test func `no card has a group's address`() {
    var other = reply
    other[8] |= 1
    #expect(throws: WireFailure.value) { try ARPPacket.parse(other.span.bytes) }
  }

  @Test func `probes and announcements are told from questions`() {
    var request = packet
    request.operation = .request
    #expect(!request.isProbe && !request.isAnnouncement)
    request.senderAddress = .unspecified
    #expect(request.isProbe)
    request.senderAddress = request.targetAddress
    #expect(request.isAnnouncement && !request.isProbe)
  }
}
