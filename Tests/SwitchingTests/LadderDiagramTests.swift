import SeededNumbers
import Testing
import Time
import Wire

@testable import Switching

struct LadderDiagramTests {
  private func picture(_ capture: Capture, _ width: Int = 80, isUnicode: Bool = true) -> String {
    LadderDiagram(capture, width: width, isUnicode: isUnicode).lines.joined(separator: "\n")
  }

  @Test func eightyColumns() { #expect(picture(Frames.conversation) == Self.golden80) }

  @Test func ascii() {
    let plain = picture(Frames.conversation, isUnicode: false)
    #expect(plain.allSatisfy { $0.isASCII })
    let glyphs: [Character: Character] = ["│": "|", "─": "-", "►": ">", "◄": "<", "✗": "x"]
    #expect(plain == String(Self.golden80.map { glyphs[$0] ?? $0 }))
  }

  @Test func sixtyColumns() { #expect(picture(Frames.conversation, 60) == Self.golden60) }

  @Test func threeHostsAndAStranger() {
    var frames = Frames()
    let carol = MACAddress(2, 0, 0, 0, 0, 0xc)
    frames.name(3, "carol")
    let question = Frames.arp(
      .request, from: Frames.bob, Frames.bobAddress, to: .broadcast, Frames.aliceAddress)
    frames.add(question, at: 2)
    frames.add(
      Frames.arp(
        .reply, from: Frames.alice, Frames.aliceAddress, to: Frames.bob, Frames.bobAddress), at: 1)
    frames.add(
      Frames.arp(
        .reply, from: carol, IPv4Address(10, 0, 0, 3), to: Frames.alice, Frames.aliceAddress),
      at: 3)
    frames.add(Frames.ethernet(carol, MACAddress(2, 0, 0, 0, 0, 9), .ipv4, [1]), at: 3)
    frames.add([1, 2, 3], at: 1)
    #expect(picture(frames.capture) == Self.goldenThree)
  }

  @Test func aCaptureOfOnePlaceIsDrawnByStations() {
    var capture = Frames.conversation
    capture.packets = capture.packets.filter { $0.direction == .incoming }
    for index in capture.packets.indices { capture.packets[index].port = PortNumber(1) }
    capture.ports = [PortNumber(1): "eth0"]
    let lines = LadderDiagram(capture).lines
    #expect(lines[0].split(separator: " ") == ["10.0.0.1", "10.0.0.2"])
    #expect(lines[2].contains("│◄── ARP 10.0.0.2 is at 02:00:00:00:00:0b ─"))
  }

  @Test func nothingIsNoPicture() {
    #expect(LadderDiagram(Capture(ports: [:], packets: [])).lines == ["No packets."])
  }

  @Test func whatATerminalWouldActOnIsNotDrawn() {
    var frames = Frames()
    frames.name(1, "a\u{1b}[2Jb\u{202e}")
    frames.add(Frames.echo(), at: 1)
    frames.add(Frames.echo(isReply: true), at: 2)
    for line in LadderDiagram(frames.capture).lines + PacketSummary.lines(of: frames.capture) {
      #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202e })
    }
  }

  @Test(arguments: [1, 20, 40, 59, 60, 80, 200], [1, 2, 3, 5, 9, 30])
  func noLineIsTooLong(width: Int, hosts: Int) {
    var numbers = SplitMix(state: UInt64(hosts))
    var frames = Frames()
    for host in 1...hosts { frames.name(host, "a host with a long name \(host)") }
    for packet in Frames.conversation.packets + Frames.conversation.packets {
      frames.add(packet.bytes, packet.direction, at: Int(numbers.next() % UInt64(hosts)) + 1, .lost)
    }
    let limit = max(width, SwitchLimits.ladder)
    for isUnicode in [true, false] {
      let lines = LadderDiagram(frames.capture, width: width, isUnicode: isUnicode).lines
      #expect(lines.allSatisfy { $0.count <= limit })
      #expect(lines.filter { $0.hasPrefix("#") }.count == frames.capture.packets.count)
    }
  }
}
