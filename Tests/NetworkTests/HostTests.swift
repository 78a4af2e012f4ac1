import SeededNumbers
import Testing
import Time
import Wire

@testable import Network

/// What a host does with frames: ARP, IPv4, ICMP, UDP.
@Suite struct HostTests {
  private let peer = IPv4Address(10, 0, 0, 9)

  private func header(_ host: TestHost, _ protocol: InternetProtocol) -> IPv4Header {
    IPv4Header(source: peer, destination: host.address, protocol: `protocol`)
  }

  private func introduce(_ host: TestHost) {
    _ = host.hear(Frames.arp(.request, from: 9, for: host.address))
  }

  @Test func aQuestionForItsAddressIsAnswered() throws {
    let host = TestHost(2)
    let answers = host.hear(Frames.arp(.request, from: 9, for: host.address))
    #expect(answers.count == 1)
    let packet = try Frames.arp(answers[0])
    #expect(packet.operation == .reply)
    #expect(
      packet.senderAddress == host.address && packet.senderHardwareAddress == host.device.address)
    #expect(packet.targetAddress == peer)
    // To the asker alone, which is known now.
    #expect(Array(answers[0][..<6]) == [2, 0, 0, 0, 0, 9])
    #expect(host.core.interfaces[0].ipv4Neighbors.map(\.address) == [peer])
  }

  @Test func othersQuestionsAndProbesTeachNothing() {
    let host = TestHost(2)
    #expect(host.hear(Frames.arp(.request, from: 9, for: IPv4Address(10, 0, 0, 3))).isEmpty)
    #expect(host.hear(Frames.arp(.reply, from: 9, for: IPv4Address(10, 0, 0, 3))).isEmpty)
    // A probe for ours is answered (RFC 5227, section 2.1.1).
    #expect(
      host.hear(Frames.arp(.request, from: 9, address: .unspecified, for: host.address)).count == 1)
    // Of another network.
    _ = host.hear(
      Frames.arp(.request, from: 9, address: IPv4Address(192, 0, 2, 1), for: host.address))
    #expect(host.core.interfaces[0].ipv4Neighbors.isEmpty)
  }

  @Test func anAddressIsDefendedOnceInAWhile() {
    let host = TestHost(2)
    let claim = Frames.arp(.request, from: 9, address: host.address, for: host.address)
    #expect(host.hear(claim).count == 1)
    #expect(host.hear(claim).isEmpty)
    _ = host.pass(.seconds(10))
    #expect(host.hear(claim).count == 1)
    #expect(host.core.interfaces[0].conflicts == 3)
  }

  @Test(arguments: [0, 1, 56, 1400, 1472])
  func echoesComeBack(size: Int) throws {
    let host = TestHost(2)
    introduce(host)
    let data = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
    let answers = host.hear(
      Frames.ipv4(header(host, .icmpv4), from: 9, to: host.device.address, Frames.echo(data)))
    #expect(answers.count == 1)
    let (answer, payload) = try Frames.payload(answers[0])
    #expect(answer.source == host.address && answer.destination == peer)
    let (message, range) = try ICMPv4Message.parse(payload.span.bytes)
    #expect(message == .echoReply(identifier: 7, sequenceNumber: 1))
    #expect(Array(payload[range]) == data)
  }

  /// An answer that cannot be sent yet waits until the neighbour has said where it is.
  @Test func anAnswerWaitsForTheNeighbor() throws {
    let host = TestHost(2)
    let question = host.hear(
      Frames.ipv4(header(host, .icmpv4), from: 9, to: host.device.address, Frames.echo([1, 2])))
    #expect(question.count == 1)
    #expect(try Frames.arp(question[0]).targetAddress == peer)
    let answers = host.hear(
      Frames.arp(.reply, from: 9, for: host.address, to: host.device.address))
    #expect(answers.count == 1)
    #expect(try Frames.payload(answers[0]).payload.count == 10)
  }

  /// RFC 1122, section 3.2.1.3, and what only attackers send.
  @Test func martiansAreDropped() {
    let host = TestHost(2)
    introduce(host)
    for source in [
      IPv4Address(10, 0, 0, 255), .broadcast, IPv4Address(224, 0, 0, 1), IPv4Address(127, 0, 0, 1),
      host.address, .unspecified,
    ] {
      var header = header(host, .icmpv4)
      header.source = source
      let answers = host.hear(
        Frames.ipv4(header, from: 9, to: host.device.address, Frames.echo([1])))
      #expect(answers.isEmpty, "\(source)")
    }
    #expect(host.core.counters.martian == 6)
    var loop = header(host, .icmpv4)
    loop.destination = IPv4Address(127, 0, 0, 1)
    #expect(
      host.hear(Frames.ipv4(loop, from: 9, to: host.device.address, Frames.echo([1]))).isEmpty)
  }

  @Test func wrongChecksumsAreDropped() {
    let host = TestHost(2)
    introduce(host)
    let frame = Frames.ipv4(
      header(host, .icmpv4), from: 9, to: host.device.address, Frames.echo([1, 2, 3]))
    for place in [14 + 8, 14 + 20 + 4, 14 + 28] {
      var broken = frame
      broken[place] ^= 0x10
      #expect(host.hear(broken).isEmpty)
    }
    #expect(host.core.counters.malformed == 3)
  }

  @Test func broadcastEchoesAreNotAnswered() {
    let host = TestHost(2)
    introduce(host)
    var header = header(host, .icmpv4)
    header.destination = IPv4Address(10, 0, 0, 255)
    #expect(host.hear(Frames.ipv4(header, from: 9, to: .broadcast, Frames.echo([1]))).isEmpty)
  }

  @Test func aClosedPortIsToldWithTheQuote() throws {
    let host = TestHost(2)
    introduce(host)
    let datagram = Frames.udp(peer, host.address, 99, [1, 2, 3])
    let frame = Frames.ipv4(header(host, .udp), from: 9, to: host.device.address, datagram)
    let answers = host.hear(frame)
    #expect(answers.count == 1)
    let (_, payload) = try Frames.payload(answers[0])
    let (message, range) = try ICMPv4Message.parse(payload.span.bytes)
    #expect(message == .destinationUnreachable(.port, nextHopMTU: 0))
    #expect(Array(payload[range]) == Array(frame[14...]))
    // Not to all of the link.
    var group = header(host, .udp)
    group.destination = .broadcast
    let cry = Frames.udp(peer, .broadcast, 99, [1])
    #expect(host.hear(Frames.ipv4(group, from: 9, to: .broadcast, cry)).isEmpty)
  }

  @Test func errorsHaveABudget() {
    let host = TestHost(2)
    introduce(host)
    let frame = Frames.ipv4(
      header(host, .udp), from: 9, to: host.device.address, Frames.udp(peer, host.address, 99, [1]))
    var count = 0
    for _ in 0..<3000 { count += host.hear(frame).count }
    #expect(count == NetworkLimits.errorsPerSecond)
    #expect(host.core.counters.errorsSuppressed == 2000)
    _ = host.pass(.seconds(1))
    #expect(host.hear(frame).count == 1)
  }

  @Test func datagramsArriveWhereTheyBelong() throws {
    let host = TestHost(2)
    introduce(host)
    let socket = try host.core.bindUDP(Port(53), peer: nil, host)
    let other = try host.core.bindUDP(Port(54), peer: Endpoint(.v4(peer), Port(1)), host)
    #expect(throws: NetworkFailure.portInUse) {
      try host.core.bindUDP(Port(53), peer: nil, host)
    }
    for port: UInt16 in [53, 54] {
      #expect(
        host.hear(
          Frames.ipv4(
            header(host, .udp), from: 9, to: host.device.address,
            Frames.udp(peer, host.address, port, [5, 6]))
        ).isEmpty)
    }
    #expect(
      socket.take() == Datagram(source: Endpoint(.v4(peer), Port(4000)), bytes: [5, 6]))
    #expect(socket.take() == nil)
    // Of another port than its peer's.
    #expect(other.take() == nil)
    try socket.send([7], to: Endpoint(.v4(peer), Port(4000)))
    let sent = host.takeSent()
    #expect(sent.count == 1)
    let (header, payload) = try Frames.payload(sent[0])
    let ends = PseudoHeader(source: header.source, destination: header.destination, protocol: .udp)
    let (udp, range) = try UDPHeader.parse(payload.span.bytes, pseudoHeader: ends)
    #expect(udp.sourcePort == Port(53) && udp.destinationPort == Port(4000))
    #expect(Array(payload[range]) == [7])
    socket.close()
    #expect(throws: NetworkFailure.closed) {
      try socket.send([7], to: Endpoint(.v4(peer), Port(1)))
    }
  }

  @Test func aSocketThatNobodyReadsIsBounded() throws {
    let host = TestHost(2)
    introduce(host)
    let socket = try host.core.bindUDP(Port(53), peer: nil, host)
    let frame = Frames.ipv4(
      header(host, .udp), from: 9, to: host.device.address,
      Frames.udp(peer, host.address, 53, [UInt8](repeating: 1, count: 1000)))
    for _ in 0..<1000 { _ = host.hear(frame) }
    #expect(socket.waitingCount == NetworkLimits.datagramBytes / 1064)
    #expect(host.core.counters.overflows == UInt64(1000 - socket.waitingCount))
  }

  /// What is longer than the link is cut, and put together again by another host.
  @Test func longDatagramsTravelInPieces() throws {
    let (one, two) = (TestHost(2), TestHost(3))
    let receiver = try two.core.bindUDP(Port(53), peer: nil, two)
    let sender = try one.core.bindUDP(nil, peer: Endpoint(.v4(two.address), Port(53)), one)
    let data = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    _ = one.hear(Frames.arp(.request, from: 3, for: one.address))
    try sender.send(data)
    let pieces = one.takeSent()
    #expect(pieces.count == 14)
    for piece in pieces.reversed() { two.device.arrived.append(piece) }
    two.turn()
    #expect(receiver.take()?.bytes == data)
    #expect(throws: NetworkFailure.tooLong) { try sender.send([UInt8](repeating: 0, count: 65508)) }
  }

  /// A router that says that a path is narrower is believed if it quotes what was sent (RFC 1191).
  @Test func aNarrowPathIsRemembered() throws {
    let host = TestHost(2)
    introduce(host)
    let socket = try host.core.bindUDP(Port(53), peer: nil, host)
    let far = Endpoint(.v4(peer), Port(4000))
    let data = [UInt8](repeating: 1, count: 1400)
    try socket.send(data, to: far)
    let sent = host.takeSent()
    #expect(sent.count == 1)
    let quote = Array(sent[0][14..<14 + 28])
    func tooBig(_ quote: [UInt8], mtu: UInt16) -> [UInt8] {
      let message = Frames.icmp(
        .destinationUnreachable(.fragmentationNeeded, nextHopMTU: mtu), quote)
      return Frames.ipv4(header(host, .icmpv4), from: 9, to: host.device.address, message)
    }
    // Of a port that nobody here has.
    var foreign = quote
    foreign[21] = 99
    _ = host.hear(tooBig(foreign, mtu: 600))
    #expect(host.core.mtu(to: peer, host.now) == 1500)
    _ = host.hear(tooBig(quote, mtu: 600))
    #expect(host.core.mtu(to: peer, host.now) == 600)
    try socket.send(data, to: far)
    #expect(host.takeSent().count == 3)
    // Less than every host can: an attacker's.
    _ = host.hear(tooBig(quote, mtu: 68))
    #expect(host.core.mtu(to: peer, host.now) == NetworkLimits.leastPathMTU)
    _ = host.pass(.seconds(601))
    #expect(host.core.mtu(to: peer, host.now) == 1500)
  }

  @Test func noRouteIsNamed() throws {
    let host = TestHost(2)
    let socket = try host.core.bindUDP(nil, peer: nil, host)
    let far = Endpoint(.v4(IPv4Address(192, 0, 2, 1)), Port(1))
    #expect(throws: NetworkFailure.noRoute) { try socket.send([1], to: far) }
    let routed = TestHost(2, gateway: IPv4Address(10, 0, 0, 1))
    let other = try routed.core.bindUDP(nil, peer: nil, routed)
    try other.send([1], to: far)
    let question = routed.takeSent()
    #expect(
      try Frames.arp(question[0]).targetAddress
        == IPv4Address(10, 0, 0, 1))
  }

  /// Whatever comes: no trap, and it still answers.
  @Test(arguments: 1...20)
  func hostileFramesAreSurvived(seed: Int) throws {
    var numbers = SplitMix(state: UInt64(seed))
    let host = TestHost(2)
    introduce(host)
    _ = try host.core.bindUDP(Port(53), peer: nil, host)
    let good = [
      Frames.arp(.request, from: 9, for: host.address),
      Frames.ipv4(header(host, .icmpv4), from: 9, to: host.device.address, Frames.echo([1, 2, 3])),
      Frames.ipv4(
        header(host, .udp), from: 9, to: host.device.address,
        Frames.udp(peer, host.address, 53, [1, 2])),
      Frames.ipv4(
        header(host, .tcp), from: 9, to: host.device.address, [UInt8](repeating: 0x50, count: 40)),
    ]
    for _ in 0..<3000 {
      var frame = good[Int(numbers.next() % 4)]
      for _ in 0..<Int(numbers.next() % 6) {
        frame[Int(numbers.next() % UInt64(frame.count))] = UInt8(truncatingIfNeeded: numbers.next())
      }
      if numbers.next() % 4 == 0 { frame.removeLast(Int(numbers.next() % UInt64(frame.count))) }
      _ = host.hear(frame)
      if numbers.next() % 16 == 0 { _ = host.pass(.milliseconds(Int64(numbers.next() % 3000))) }
    }
    introduce(host)
    let answers = host.hear(good[1])
    #expect(answers.count == 1)
  }
}
