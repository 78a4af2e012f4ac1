import Bytes
import SeededNumbers

@testable import Wire

/// Values of every format that can be on the wire, from a seed.
struct RandomValues {
  private var numbers: SplitMix

  init(seed: UInt64) { numbers = SplitMix(state: seed) }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &numbers) }

  mutating func bool() -> Bool { below(2) == 1 }

  /// Often one of the extremes.
  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type = Number.self)
    -> Number
  {
    switch below(8) {
    case 0: 0
    case 1: .max
    default: Number.random(in: 0...Number.max, using: &numbers)
    }
  }

  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in number() } }

  /// nil as often as not.
  mutating func maybe<Value>(_ value: (inout Self) -> Value) -> Value? {
    bool() ? value(&self) : nil
  }

  mutating func list<Value>(_ limit: Int, _ value: (inout Self) -> Value) -> [Value] {
    (0..<below(limit + 1)).map { _ in value(&self) }
  }

  // MARK: - Addresses

  /// A card's: not of a group.
  mutating func mac() -> MACAddress {
    MACAddress(rawValue: (number(UInt64.self) & ~(1 << 40)) | 1 << 41)
  }

  mutating func ipv4() -> IPv4Address { IPv4Address(rawValue: number()) }

  /// Not of a group, with zeros here and there.
  mutating func ipv6() -> IPv6Address {
    var halves: [UInt64] = [0, 0]
    for index in 0..<8 where below(3) > 0 {
      halves[index / 4] |= UInt64(number(UInt16.self)) << UInt64(48 - 16 * (index % 4))
    }
    return IPv6Address(high: 0x2 << 60 | halves[0] & .max >> 4, low: halves[1])
  }

  mutating func linkLocal() -> IPv6Address {
    IPv6Address(high: 0xfe80 << 48, low: number())
  }

  mutating func group() -> IPv6Address {
    IPv6Address(high: 0xff02 << 48, low: number())
  }

  /// Not 0.
  mutating func port() -> Port { Port(max(1, number())) }

  mutating func congestion() -> ExplicitCongestion {
    ExplicitCongestion(rawValue: UInt8(below(4)))!
  }

  // MARK: - Headers

  mutating func ethernet(_ type: EtherType? = nil) -> EthernetHeader {
    let other = EtherType(rawValue: max(1536, number()))
    let tag = below(4) == 0 ? VLANTag(rawValue: number()) : nil
    return EthernetHeader(
      destination: mac(), source: mac(), type: type ?? (other == .tag ? .ipv4 : other), tag: tag)
  }

  mutating func arp() -> ARPPacket {
    ARPPacket(
      operation: bool() ? .request : .reply, senderHardwareAddress: mac(), senderAddress: ipv4(),
      targetHardwareAddress: mac(), targetAddress: ipv4())
  }

  /// - Parameter isWhole: no fragment.
  mutating func ipv4Header(
    _ protocol: InternetProtocol = .udp, isWhole: Bool = false
  ) -> IPv4Header {
    var header = IPv4Header(source: ipv4(), destination: ipv4(), protocol: `protocol`)
    header.timeToLive = number()
    header.differentiatedServices = number() & 63
    header.congestion = congestion()
    header.identification = number()
    header.dontFragment = bool()
    header.optionByteCount = bool() ? 0 : 4 * below(11)
    if !isWhole {
      header.moreFragments = bool()
      header.fragmentOffset = 8 * below(8000)
    }
    return header
  }

  mutating func ipv6Header(_ nextHeader: InternetProtocol) -> IPv6Header {
    var header = IPv6Header(source: ipv6(), destination: ipv6(), nextHeader: nextHeader)
    header.hopLimit = number()
    header.differentiatedServices = number() & 63
    header.congestion = congestion()
    header.flowLabel = number() & 0xfffff
    return header
  }

  mutating func fragment() -> IPv6Fragment {
    IPv6Fragment(
      nextHeader: InternetProtocol(rawValue: number()), offset: 8 * below(8192),
      moreFragments: bool(), identification: number())
  }

  mutating func udp() -> UDPHeader {
    UDPHeader(sourcePort: Port(number()), destinationPort: port())
  }

  mutating func tcp() -> TCPHeader {
    TCPHeader(
      sourcePort: port(), destinationPort: port(), sequenceNumber: SequenceNumber(number()),
      acknowledgmentNumber: SequenceNumber(number()), flags: TCPFlags(rawValue: number()),
      window: number(), urgentPointer: number(), options: tcpOptions())
  }

  /// Those that fit into 40 bytes.
  mutating func tcpOptions() -> TCPOptions {
    while true {
      var options = TCPOptions()
      options.maximumSegmentSize = maybe { $0.number() }
      options.windowScale = maybe { UInt8($0.below(15)) }
      options.sackPermitted = bool()
      options.timestamps = maybe { TCPTimestamps(value: $0.number(), echo: $0.number()) }
      for _ in 0..<below(5) {
        options.sackBlocks.append(
          SACKBlock(left: SequenceNumber(number()), right: SequenceNumber(number())))
      }
      if options.byteCount <= 40 { return options }
    }
  }

  mutating func icmpv4() -> ICMPv4Message {
    let (first, second): (UInt16, UInt16) = (number(), number())
    switch below(7) {
    case 0: return .echoReply(identifier: first, sequenceNumber: second)
    case 1: return .echoRequest(identifier: first, sequenceNumber: second)
    case 2: return .destinationUnreachable(.fragmentationNeeded, nextHopMTU: first)
    case 3: return .destinationUnreachable(.port, nextHopMTU: 0)
    case 4: return .timeExceeded(ICMPTimeExceeded(rawValue: number()))
    case 5: return .parameterProblem(code: number(), pointer: number())
    default: return .redirect(code: number(), gateway: ipv4())
    }
  }

  mutating func icmpv6() -> ICMPv6Message {
    let (first, second): (UInt16, UInt16) = (number(), number())
    switch below(6) {
    case 0: return .echoReply(identifier: first, sequenceNumber: second)
    case 1: return .echoRequest(identifier: first, sequenceNumber: second)
    case 2: return .destinationUnreachable(ICMPv6Unreachable(rawValue: number()))
    case 3: return .packetTooBig(mtu: number())
    case 4: return .timeExceeded(ICMPTimeExceeded(rawValue: number()))
    default:
      return .parameterProblem(ICMPv6ParameterProblem(rawValue: number()), pointer: number())
    }
  }
}
