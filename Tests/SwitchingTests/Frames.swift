import Bytes
import Time
import Wire

@testable import Switching

/// Frames of two hosts, alice (10.0.0.1, port 1) and bob (10.0.0.2, port 2), and captures of them.
struct Frames {
  static let alice = MACAddress(2, 0, 0, 0, 0, 0xa)
  static let bob = MACAddress(2, 0, 0, 0, 0, 0xb)
  static let aliceAddress = IPv4Address(10, 0, 0, 1)
  static let bobAddress = IPv4Address(10, 0, 0, 2)

  private(set) var capture = Capture(
    ports: [PortNumber(1): "alice", PortNumber(2): "bob"], packets: [])
  private var now = Instant(nanoseconds: 1_764_000_000_000_000_000)

  mutating func name(_ port: Int, _ name: String) { capture.ports[PortNumber(port)] = name }

  /// A packet a tenth of a millisecond after the one before.
  mutating func add(
    _ bytes: [UInt8], _ direction: FrameDirection = .incoming, at port: Int, _ faults: Fault...
  ) {
    capture.packets.append(
      CapturedPacket(
        number: UInt64(capture.packets.count + 1), time: now, port: PortNumber(port),
        direction: direction, bytes: bytes, faults: faults))
    now = now + .microseconds(100)
  }

  static func ethernet(
    _ source: MACAddress, _ destination: MACAddress, _ type: EtherType, _ payload: [UInt8]
  ) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 14)
    var whole = bytes.mutableSpan
    var span = whole.mutableBytes
    EthernetHeader(destination: destination, source: source, type: type).emit(into: &span)
    return bytes + payload
  }

  static func arp(
    _ operation: ARPPacket.Operation, from source: MACAddress, _ sender: IPv4Address,
    to destination: MACAddress, _ target: IPv4Address
  ) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 46)
    var whole = bytes.mutableSpan
    var span = whole.mutableBytes
    ARPPacket(
      operation: operation, senderHardwareAddress: source, senderAddress: sender,
      targetHardwareAddress: operation == .reply ? destination : .unspecified,
      targetAddress: target
    ).emit(into: &span)
    return ethernet(source, destination, .arp, bytes)
  }

  /// From alice to bob, or back.
  static func ipv4(
    _ number: InternetProtocol, _ payload: [UInt8], isBack: Bool = false,
    _ edit: (inout IPv4Header) -> Void = { _ in }
  ) -> [UInt8] {
    var header = IPv4Header(
      source: isBack ? bobAddress : aliceAddress, destination: isBack ? aliceAddress : bobAddress,
      protocol: number)
    edit(&header)
    var bytes = [UInt8](repeating: 0, count: 20)
    var whole = bytes.mutableSpan
    var span = whole.mutableBytes
    header.emit(into: &span, payloadByteCount: payload.count)
    return ethernet(isBack ? bob : alice, isBack ? alice : bob, .ipv4, bytes + payload)
  }

  static func echo(isReply: Bool = false, payload: [UInt8] = [UInt8](repeating: 0, count: 56))
    -> [UInt8]
  {
    let message: ICMPv4Message =
      isReply
      ? .echoReply(identifier: 7, sequenceNumber: 1)
      : .echoRequest(identifier: 7, sequenceNumber: 1)
    return ipv4(.icmpv4, icmp(message, payload), isBack: isReply)
  }

  static func icmp(_ message: ICMPv4Message, _ payload: [UInt8]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 8)
    var sum = InternetChecksum()
    sum.add(payload.span.bytes)
    var whole = bytes.mutableSpan
    var span = whole.mutableBytes
    message.emit(into: &span, payload: sum)
    return bytes + payload
  }

  static func tcp(
    _ flags: TCPFlags, _ number: UInt32, _ acknowledgment: UInt32 = 0, payload: [UInt8] = [],
    isBack: Bool = false,
    options: TCPOptions = TCPOptions()
  ) -> [UInt8] {
    let header = TCPHeader(
      sourcePort: Port(isBack ? 80 : 40_000), destinationPort: Port(isBack ? 40_000 : 80),
      sequenceNumber: SequenceNumber(number), acknowledgmentNumber: SequenceNumber(acknowledgment),
      flags: flags, window: 64_240, options: options)
    let pseudo = PseudoHeader(
      source: isBack ? bobAddress : aliceAddress, destination: isBack ? aliceAddress : bobAddress,
      protocol: .tcp)
    var sum = pseudo.checksum(byteCount: header.byteCount + payload.count)
    sum.add(payload.span.bytes)
    var bytes = [UInt8](repeating: 0, count: header.byteCount)
    var whole = bytes.mutableSpan
    var span = whole.mutableBytes
    header.emit(into: &span, checksum: .complete(sum))
    return ipv4(.tcp, bytes + payload, isBack: isBack)
  }

  static func udp(_ from: UInt16, _ to: UInt16, _ payload: [UInt8], isBack: Bool = false) -> [UInt8]
  {
    let pseudo = PseudoHeader(
      source: isBack ? bobAddress : aliceAddress, destination: isBack ? aliceAddress : bobAddress,
      protocol: .udp)
    var sum = pseudo.checksum(byteCount: 8 + payload.count)
    sum.add(payload.span.bytes)
    var bytes = [UInt8](repeating: 0, count: 8)
    var whole = bytes.mutableSpan
    var span = whole.mutableBytes
    UDPHeader(sourcePort: Port(from), destinationPort: Port(to)).emit(
      into: &span, payloadByteCount: payload.count, checksum: .complete(sum))
    return ipv4(.udp, bytes + payload, isBack: isBack)
  }

  /// A question for an address, an echo, a connection, with faults.
  static var conversation: Capture {
    var frames = Frames()
    let question = arp(.request, from: alice, aliceAddress, to: .broadcast, bobAddress)
    frames.add(question, at: 1)
    frames.add(question, .outgoing, at: 2)
    frames.add(arp(.reply, from: bob, bobAddress, to: alice, aliceAddress), at: 2)
    frames.add(echo(), at: 1, .lost)
    frames.add(echo(), at: 1)
    frames.add(echo(isReply: true), at: 2)
    frames.add(echo(isReply: true), .outgoing, at: 1, .delayed(.milliseconds(3)))
    var options = TCPOptions()
    options.maximumSegmentSize = 1460
    options.sackPermitted = true
    options.windowScale = 7
    frames.add(tcp(.syn, 0xffff_fff0, options: options), at: 1)
    frames.add(tcp([.syn, .ack], 1000, 0xffff_fff1, isBack: true, options: options), at: 2)
    frames.add(tcp(.ack, 0xffff_fff1, 1001), at: 1)
    frames.add(
      tcp([.psh, .ack], 0xffff_fff1, 1001, payload: [UInt8](repeating: 1, count: 100)), at: 1)
    frames.add(tcp(.ack, 1001, 85, isBack: true), .outgoing, at: 1, .lost)
    frames.add(tcp([.rst], 1001, isBack: true), at: 2, .corrupted(bits: [3]))
    return frames.capture
  }
}
