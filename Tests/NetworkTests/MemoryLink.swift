import Bytes
import Devices
import Time
import Wire

@testable import Network

/// A network device whose frames a test sees and makes.
final class MemoryDevice: NetworkDevice, @unchecked Sendable {
  let name = "memory"
  let address: MACAddress
  var maximumTransmissionUnit = 1500
  var offloads: NetworkOffloads = []
  let isUp = true
  var statistics = NetworkStatistics()
  var signal = DeviceSignal()
  var hasRoom = true

  /// What has arrived and was not taken.
  var arrived: [[UInt8]] = []
  /// What was sent and not looked at.
  var sent: [[UInt8]] = []

  init(_ number: UInt8) { address = MACAddress(2, 0, 0, 0, 0, number) }

  func receive(upTo limit: Int, _ body: (RawSpan, FrameOffload) -> Void) -> Int {
    var count = 0
    while count < limit, !arrived.isEmpty {
      let frame = arrived.removeFirst()
      body(frame.span.bytes, FrameOffload())
      count += 1
    }
    return count
  }

  func send(
    _ byteCount: Int, _ offload: FrameOffload, _ body: (inout MutableRawSpan) -> Void
  ) -> Bool {
    guard hasRoom else { return false }
    var frame = [UInt8](repeating: 0, count: byteCount)
    var mutable = frame.mutableSpan
    var bytes = mutable.mutableBytes
    body(&bytes)
    sent.append(frame)
    return true
  }

  func flush() {}
}

/// A host with a clock that is set by hand.
final class TestHost: NetworkHost {
  let core = NetworkCore(key: .init(low: 1, high: 2))
  let device: MemoryDevice
  let address: IPv4Address
  var now = Instant(nanoseconds: 1_000_000_000)
  var clock: any MonotonicClock { fatalError("nobody waits here") }

  init(_ number: UInt8, gateway: IPv4Address? = nil) {
    device = MemoryDevice(number)
    address = IPv4Address(10, 0, 0, number)
    core.host = self
    _ = core.add(device)
    core.configure(0, address: IPv4Prefix(address, length: 24), gateway: gateway, now: now)
    device.sent = []
  }

  func hasSent() {}

  /// Takes what has arrived and does what is due.
  func turn() {
    core.receive(0, upTo: 1000, now: now)
    core.turn(now: now)
  }

  /// Gives the host a frame; returns what it sends.
  func hear(_ frame: [UInt8]) -> [[UInt8]] {
    device.arrived.append(frame)
    turn()
    return takeSent()
  }

  func takeSent() -> [[UInt8]] {
    defer { device.sent = [] }
    return device.sent
  }

  func pass(_ duration: Duration) -> [[UInt8]] {
    now = now + duration
    turn()
    return takeSent()
  }
}

/// Frames that another host makes.
enum Frames {
  static func make(
    _ type: EtherType, from number: UInt8, to destination: MACAddress, count: Int,
    _ body: (inout MutableRawSpan, Int) -> Void
  ) -> [UInt8] {
    var frame = [UInt8](repeating: 0, count: 14 + count)
    var mutable = frame.mutableSpan
    var bytes = mutable.mutableBytes
    EthernetHeader(
      destination: destination, source: MACAddress(2, 0, 0, 0, 0, number), type: type
    ).emit(into: &bytes)
    body(&bytes, 14)
    return frame
  }

  static func arp(
    _ operation: ARPPacket.Operation, from number: UInt8, address: IPv4Address? = nil,
    for target: IPv4Address, to destination: MACAddress = .broadcast
  ) -> [UInt8] {
    make(.arp, from: number, to: destination, count: 28) { bytes, start in
      ARPPacket(
        operation: operation, senderHardwareAddress: MACAddress(2, 0, 0, 0, 0, number),
        senderAddress: address ?? IPv4Address(10, 0, 0, number),
        targetHardwareAddress: .unspecified, targetAddress: target
      ).emit(into: &bytes, at: start)
    }
  }

  static func ipv4(
    _ header: IPv4Header, from number: UInt8, to destination: MACAddress, _ payload: [UInt8]
  ) -> [UInt8] {
    make(.ipv4, from: number, to: destination, count: header.byteCount + payload.count) {
      bytes, start in
      header.emit(into: &bytes, at: start, payloadByteCount: payload.count)
      bytes.write(payload.span.bytes, at: start + header.byteCount)
    }
  }

  static func echo(_ data: [UInt8]) -> [UInt8] {
    icmp(.echoRequest(identifier: 7, sequenceNumber: 1), data)
  }

  static func icmp(_ kind: ICMPv4Message, _ data: [UInt8]) -> [UInt8] {
    var message = [UInt8](repeating: 0, count: 8 + data.count)
    var mutable = message.mutableSpan
    var bytes = mutable.mutableBytes
    var sum = InternetChecksum()
    sum.copy(data.span.bytes, into: &bytes, at: 8)
    kind.emit(into: &bytes, payload: sum)
    return message
  }

  static func arp(_ frame: [UInt8]) throws -> ARPPacket {
    let bytes = frame.span.bytes
    return try ARPPacket.parse(bytes.extracting(14..<42))
  }

  static func udp(
    _ source: IPv4Address, _ destination: IPv4Address, _ port: UInt16, _ data: [UInt8]
  ) -> [UInt8] {
    var datagram = [UInt8](repeating: 0, count: 8 + data.count)
    var mutable = datagram.mutableSpan
    var bytes = mutable.mutableBytes
    var sum = PseudoHeader(source: source, destination: destination, protocol: .udp)
      .checksum(byteCount: 8 + data.count)
    sum.copy(data.span.bytes, into: &bytes, at: 8)
    UDPHeader(sourcePort: Port(4000), destinationPort: Port(port)).emit(
      into: &bytes, payloadByteCount: data.count, checksum: .complete(sum))
    return datagram
  }

  /// What of IPv4 a frame carries.
  static func payload(_ frame: [UInt8]) throws -> (header: IPv4Header, payload: [UInt8]) {
    let bytes = frame.span.bytes
    let (_, range) = try EthernetHeader.parse(bytes)
    let datagram = bytes.extracting(range)
    let (header, inner) = try IPv4Header.parse(datagram)
    return (header, Array(datagram.extracting(inner)))
  }
}
