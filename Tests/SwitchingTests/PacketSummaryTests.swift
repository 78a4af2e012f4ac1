import Bytes
import SeededNumbers
import Testing
import Wire

@testable import Switching

struct PacketSummaryTests {
  private func line(_ frame: [UInt8]) -> String {
    var reader = PacketReader()
    return reader.read(frame).line
  }

  @Test func aListSaysWhatHappened() {
    let expected = """
      #1  0.000000 alice → switch  ARP who has 10.0.0.2? tell 10.0.0.1
      #2  0.000100 switch → bob    ARP who has 10.0.0.2? tell 10.0.0.1
      #3  0.000200 bob → switch    ARP 10.0.0.2 is at 02:00:00:00:00:0b
      #4  0.000300 alice → switch  ICMP 10.0.0.1 > 10.0.0.2 echo request id=7 seq=1 len=56  [lost]
      #5  0.000400 alice → switch  ICMP 10.0.0.1 > 10.0.0.2 echo request id=7 seq=1 len=56
      #6  0.000500 bob → switch    ICMP 10.0.0.2 > 10.0.0.1 echo reply id=7 seq=1 len=56
      #7  0.000600 switch → alice  ICMP 10.0.0.2 > 10.0.0.1 echo reply id=7 seq=1 len=56  [delayed 3ms]
      #8  0.000700 alice → switch  TCP 10.0.0.1:40000 > 10.0.0.2:80 SYN seq=0 win=64240 len=0 mss=1460 wscale=7 sackOK
      #9  0.000800 bob → switch    TCP 10.0.0.2:80 > 10.0.0.1:40000 SYN ACK seq=0 ack=1 win=64240 len=0 mss=1460 wscale=7 sackOK
      #10 0.000900 alice → switch  TCP 10.0.0.1:40000 > 10.0.0.2:80 ACK seq=1 ack=1 win=64240 len=0
      #11 0.001000 alice → switch  TCP 10.0.0.1:40000 > 10.0.0.2:80 PSH ACK seq=1 ack=1 win=64240 len=100
      #12 0.001100 switch → alice  TCP 10.0.0.2:80 > 10.0.0.1:40000 ACK seq=1 ack=101 win=64240 len=0  [lost]
      #13 0.001200 bob → switch    TCP 10.0.0.2:80 > 10.0.0.1:40000 RST seq=1 win=64240 len=0  [corrupted 3]
      """
    #expect(PacketSummary.lines(of: Frames.conversation).joined(separator: "\n") == expected)
    let plain = PacketSummary.lines(of: Frames.conversation, isUnicode: false)
    for (line, other) in zip(plain, expected.split(separator: "\n")) {
      // An arrow of two characters widens its column.
      let same = line.replacing("->", with: "→").split(separator: " ")
      #expect(same == other.split(separator: " "))
      #expect(line.allSatisfy { $0.isASCII })
    }
  }

  @Test func anEmptyCaptureHasNoLines() {
    #expect(PacketSummary.lines(of: Capture(ports: [:], packets: [])).isEmpty)
  }

  @Test func addressesAreClaimedAndAskedFor() {
    let probe = Frames.arp(
      .request, from: Frames.alice, .unspecified, to: .broadcast, Frames.aliceAddress)
    #expect(line(probe) == "ARP who has 10.0.0.1? (probe)")
    let claim = Frames.arp(
      .request, from: Frames.alice, Frames.aliceAddress, to: .broadcast, Frames.aliceAddress)
    #expect(line(claim) == "ARP 10.0.0.1 is at 02:00:00:00:00:0a (announcement)")
  }

  @Test func aConnectionThatWasNotSeenToBeginHasItsOwnNumbers() {
    #expect(
      line(Frames.tcp(.ack, 4_000_000_000, 7))
        == "TCP 10.0.0.1:40000 > 10.0.0.2:80 ACK seq=4000000000 ack=7 win=64240 len=0")
  }

  @Test func aNewConnectionOfTheSamePortsCountsAnew() {
    var reader = PacketReader()
    _ = reader.read(Frames.tcp(.syn, 100))
    _ = reader.read(Frames.tcp([.syn, .ack], 500, 101, isBack: true))
    #expect(reader.read(Frames.tcp(.ack, 101, 501)).words.hasPrefix("ACK seq=1 ack=1 "))
    _ = reader.read(Frames.tcp(.syn, 9000))
    #expect(reader.read(Frames.tcp(.ack, 9001, 501)).words.hasPrefix("ACK seq=1 ack=501 "))
  }

  @Test func selectiveAcknowledgmentsAreDistances() {
    var reader = PacketReader()
    _ = reader.read(Frames.tcp(.syn, 100))
    var options = TCPOptions()
    options.sackBlocks.append(SACKBlock(left: SequenceNumber(1100), right: SequenceNumber(2100)))
    let words = reader.read(Frames.tcp(.ack, 1, 101, isBack: true, options: options)).words
    #expect(words == "ACK seq=1 ack=1 win=64240 len=0 sack=1000-2000")
  }

  @Test func wrongChecksumsAreSaid() {
    var frame = Frames.tcp(.ack, 1, 2)
    frame[frame.count - 3] ^= 1
    #expect(line(frame).hasSuffix("len=0 (wrong checksum)"))
    frame = Frames.udp(5000, 5001, [1, 2, 3])
    frame[frame.count - 1] ^= 1
    #expect(line(frame) == "UDP 10.0.0.1:5000 > 10.0.0.2:5001 len=3 (wrong checksum)")
    frame = Frames.echo()
    frame[frame.count - 1] ^= 1
    #expect(
      line(frame) == "ICMP 10.0.0.1 > 10.0.0.2 echo request id=7 seq=1 len=56 (wrong checksum)")
    frame = Frames.echo()
    frame[24] ^= 1
    #expect(
      line(frame) == "IPv4 02:00:00:00:00:0a > 02:00:00:00:00:0b with a wrong checksum len=84")
  }

  @Test func errorsSayWhatTheyAreAbout() {
    let asked = Frames.udp(5000, 53, [1, 2, 3])
    let quote = Array(asked[14..<42])
    let message = Frames.icmp(.destinationUnreachable(.port, nextHopMTU: 0), quote)
    #expect(
      line(Frames.ipv4(.icmpv4, message, isBack: true))
        == "ICMP 10.0.0.2 > 10.0.0.1 unreachable: port about UDP 10.0.0.1:5000 > 10.0.0.2:53")
    let small = Frames.icmp(.destinationUnreachable(.fragmentationNeeded, nextHopMTU: 1400), quote)
    #expect(
      line(Frames.ipv4(.icmpv4, small, isBack: true)).contains(
        "unreachable: fragmentation needed mtu=1400 about UDP"))
  }

  @Test func fragmentsAreParts() {
    let frame = Frames.ipv4(.udp, [UInt8](repeating: 0, count: 80)) {
      $0.identification = 5
      $0.fragmentOffset = 1480
      $0.moreFragments = true
    }
    #expect(line(frame) == "IPv4 10.0.0.1 > 10.0.0.2 fragment id=5 offset=1480 len=80 more")
  }

  @Test func leasesAreAskedForAndGiven() {
    func dhcp(_ message: DHCPMessage, _ from: UInt16, _ to: UInt16) -> String {
      var bytes = [UInt8](repeating: 0, count: 548)
      var whole = bytes.mutableSpan
      var span = whole.mutableBytes
      let count = message.emit(into: &span)
      return line(Frames.udp(from, to, Array(bytes.prefix(count ?? 0))))
    }
    let question = DHCPMessage(
      operation: .request, transactionIdentifier: 0xbeef, clientHardwareAddress: Frames.alice,
      options: [.messageType(.request), .requestedAddress(Frames.aliceAddress)])
    #expect(
      dhcp(question, 68, 67)
        == "DHCP 10.0.0.1:68 > 10.0.0.2:67 request 10.0.0.1 client 02:00:00:00:00:0a xid=beef")
    var answer = DHCPMessage(
      operation: .reply, transactionIdentifier: 0xbeef, clientHardwareAddress: Frames.alice,
      options: [
        .messageType(.acknowledge), .leaseTime(3600), .serverIdentifier(Frames.bobAddress),
      ])
    answer.yourAddress = Frames.aliceAddress
    #expect(
      dhcp(answer, 67, 68)
        == "DHCP 10.0.0.1:67 > 10.0.0.2:68 ack 10.0.0.1 for 3600 s server 10.0.0.2 "
        + "client 02:00:00:00:00:0a xid=beef")
  }

  @Test func strangersAreNamedToo() {
    let frame = Frames.ethernet(
      Frames.alice, .broadcast, EtherType(rawValue: 0x88cc), [1, 2, 3])
    #expect(line(frame) == "Ethernet 02:00:00:00:00:0a > ff:ff:ff:ff:ff:ff type 0x88cc len=3")
    #expect(line([1, 2, 3]) == "Ethernet cut short len=3")
    #expect(
      line(Frames.ipv4(InternetProtocol(rawValue: 89), [1]))
        == "IP 10.0.0.1 > 10.0.0.2 protocol 89 len=1")
  }

  /// Whatever comes is read to some words, without a character that a terminal would act on.
  @Test(arguments: 0..<200)
  func anythingIsRead(seed: Int) {
    var numbers = SplitMix(state: UInt64(seed))
    var reader = PacketReader()
    for packet in Frames.conversation.packets {
      var frame = packet.bytes
      for _ in 0...numbers.next() % 6 {
        frame[Int(numbers.next() % UInt64(frame.count))] = UInt8(truncatingIfNeeded: numbers.next())
      }
      if numbers.next() % 3 == 0 { frame.removeLast(Int(numbers.next() % UInt64(frame.count))) }
      let line = reader.read(frame).line
      #expect(!line.isEmpty && line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }, "\(line)")
    }
  }

  /// Real clients over IPv6: what the kernel says to neighbours and groups.
  @Test func whatLinuxSaysIsUnderstood() async throws {
    let pair = try ClientNamespaceTests.Pair()
    defer { pair.segment.stop() }
    #expect(try await pair.first("ping", "-c", "1", "-W", "20", "fd00::2").status == 0)
    #expect(try await pair.first("ping", "-c", "1", "-W", "20", "10.0.0.2").status == 0)
    let lines = PacketSummary.lines(of: pair.segment.capture())
    func has(_ words: String) -> Bool { lines.contains { $0.contains(words) } }
    #expect(has("one → switch  ICMPv6 fd00::1 > ff02::1:ff00:2 who has fd00::2?"), "\(lines)")
    #expect(has("two → switch  ICMPv6 fd00::2 > fd00::1 fd00::2 is at 02:00:00:00:00:02"))
    #expect(has("ICMPv6 fd00::1 > fd00::2 echo request id="))
    #expect(has("ICMP 10.0.0.2 > 10.0.0.1 echo reply id="))
    #expect(!has("wrong checksum"))
    #expect(!has("cut short"))
  }
}
