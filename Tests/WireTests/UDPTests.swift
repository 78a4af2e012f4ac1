import Bytes
import Testing

@testable import Wire

@Suite struct UDPTests {
  /// From the capture of `nc -u`.
  private let datagram = bytes("9127 0009 000a e28e 780a")
  private let pseudoHeader = PseudoHeader(
    source: IPv4Address(10, 7, 0, 1), destination: IPv4Address(10, 7, 0, 2), protocol: .udp)
  private let pseudoHeader6 = PseudoHeader(
    source: IPv6Address("fd07::1")!, destination: IPv6Address("fd07::2")!, protocol: .udp)

  private func failure(_ bytes: [UInt8], _ pseudoHeader: PseudoHeader?) -> WireFailure? {
    do throws(WireFailure) {
      _ = try UDPHeader.parse(bytes.span.bytes, pseudoHeader: pseudoHeader)
      return nil
    } catch { return error }
  }

  @Test func deconstruct() throws {
    let (header, payload) = try UDPHeader.parse(datagram.span.bytes, pseudoHeader: pseudoHeader)
    #expect(header == UDPHeader(sourcePort: Port(0x9127), destinationPort: Port(9)))
    #expect(payload == 8..<10)
    let padded = datagram + [1, 2, 3]
    let again = try UDPHeader.parse(padded.span.bytes, pseudoHeader: pseudoHeader)
    #expect(again.payload == 8..<10)
  }

  @Test func construct() {
    let header = UDPHeader(sourcePort: Port(0x9127), destinationPort: Port(9))
    let made = emitted(10) {
      var sum = pseudoHeader.checksum(byteCount: 10)
      sum.copy(([0x78, 0x0a] as [UInt8]).span.bytes, into: &$0, at: 8)
      header.emit(into: &$0, payloadByteCount: 2, checksum: .complete(sum))
    }
    #expect(made == datagram)
  }

  @Test func `a datagram that is too short is refused`() {
    for length in 0..<10 {
      #expect(failure(Array(datagram.prefix(length)), pseudoHeader) == .truncated)
    }
    #expect(failure(bytes("9127 0009 0007 0000"), pseudoHeader) == .length)
    #expect(failure(bytes("9127 0000 0008 0000"), pseudoHeader) == .value)
  }

  @Test func `a wrong checksum is refused, unless the device has seen it`() {
    for bit in 0..<80 where ![4, 5].contains(bit / 8) {
      var bytes = datagram
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(failure(bytes, pseudoHeader) == .checksum)
      #expect(failure(bytes, nil) == nil)
    }
  }

  @Test func `only over IPv4 there may be no checksum`() {
    let bare = bytes("9127 0009 000a 0000 780a")
    #expect(failure(bare, pseudoHeader) == nil)
    #expect(failure(bare, pseudoHeader6) == .checksum)
    let header = UDPHeader(sourcePort: Port(0x9127), destinationPort: Port(9))
    #expect(
      emitted(8) { header.emit(into: &$0, payloadByteCount: 2, checksum: .absent) }
        == Array(bare.prefix(8)))
  }

  @Test func `a checksum that comes out as 0 is sent as ffff`() throws {
    let header = UDPHeader(sourcePort: Port(1), destinationPort: Port(2))
    // The payload that makes the sum all ones.
    var probe = pseudoHeader.checksum(byteCount: 10)
    let bare = emitted(8) { header.emit(into: &$0, payloadByteCount: 2, checksum: .absent) }
    probe.add(bare.span.bytes)
    let payload = [UInt8(probe.value >> 8), UInt8(probe.value & 255)]
    let made = emitted(10) {
      var sum = pseudoHeader.checksum(byteCount: 10)
      sum.copy(payload.span.bytes, into: &$0, at: 8)
      header.emit(into: &$0, payloadByteCount: 2, checksum: .complete(sum))
    }
    #expect(made[6] == 0xff && made[7] == 0xff)
    #expect(failure(made, pseudoHeader) == nil)
  }

  @Test func `a partial checksum is completed by the device`() {
    let header = UDPHeader(sourcePort: Port(0x9127), destinationPort: Port(9))
    var made = emitted(10) {
      $0.write(0x780a as UInt16, at: 8)
      header.emit(
        into: &$0, payloadByteCount: 2, checksum: .partial(pseudoHeader.checksum(byteCount: 10)))
    }
    // What a device does (virtio 1.2, 5.1.6.2): the sum from the start of the segment on, with the field in it.
    var sum = InternetChecksum()
    sum.add(made.span.bytes)
    made.edit { $0.write(sum.value, at: 6) }
    #expect(made == datagram)
  }
}
