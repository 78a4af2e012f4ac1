import Foundation
import Processes
import SeededNumbers
import Testing
import Time
import Wire

@testable import Switching

/// Real clients on both sides of a segment, each in a network of its own.
struct ClientNamespaceTests {
  /// Two hosts, 10.0.0.1 and 10.0.0.2, fd00::1 and fd00::2, on one segment.
  struct Pair {
    let segment: NetworkSegment
    let hosts: [ClientNamespace]

    init(faults: String? = nil, mtu: Int = 1500) throws {
      segment = try NetworkSegment("lan")
      hosts = try [1, 2].map { (number: UInt8) in
        try ClientNamespace([
          ClientInterface(
            address: MACAddress(2, 0, 0, 0, 0, number), mtu: mtu,
            ipv4: [IPv4Prefix(IPv4Address(10, 0, 0, number), length: 24)],
            ipv6: [IPv6Prefix(IPv6Address(high: 0xfd00 << 48, low: UInt64(number)), length: 64)])
        ])
      }
      try segment.attach(hosts[0], as: "one", faults: faults.map { try FaultSettings.parse($0) })
      try segment.attach(hosts[1], as: "two")
    }

    func first(_ program: String, _ arguments: String...) async throws -> Tool.Answer {
      try await hosts[0].run(program, arguments, budget: .seconds(120))
    }
  }

  @Test(arguments: ["10.0.0.2", "fd00::2", "fe80::ff:fe00:2%net0"])
  func hostsAnswerEachOther(address: String) async throws {
    let pair = try Pair()
    defer { pair.segment.stop() }
    let answer = try await pair.first("ping", "-c", "3", "-i", "0.2", "-W", "20", address)
    #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
    #expect(answer.output.contains("3 packets transmitted, 3 received, 0% packet loss"))
  }

  @Test(arguments: ["10.0.0.2", "fd00::2"])
  func nobodyAnswersWhenEverythingIsLost(address: String) async throws {
    let pair = try Pair(faults: "loss=100%")
    defer { pair.segment.stop() }
    let answer = try await pair.first("ping", "-c", "2", "-i", "0.2", "-W", "1", address)
    #expect(answer.status == 1)
    #expect(answer.output.contains("0 received"))
    let packets = pair.segment.capture().packets
    #expect(!packets.isEmpty)
    #expect(packets.allSatisfy { $0.faults == [.lost] || $0.port.rawValue == 2 && $0.faults == [] })
  }

  @Test func arpingHearsTheCard() async throws {
    let pair = try Pair()
    defer { pair.segment.stop() }
    let answer = try await pair.first("arping", "-c", "1", "-w", "20", "-I", "net0", "10.0.0.2")
    #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
    #expect(answer.output.contains("02:00:00:00:00:02"))
  }

  @Test(arguments: [
    "none", "loss=5%,seed=1", "loss=3%,duplicate=3%,reorder=3%,corrupt=1%,delay=1ms±1ms,seed=2",
  ])
  func aMegabyteArrivesAsItWasSent(faults: String) async throws {
    let pair = try Pair(faults: faults)
    defer { pair.segment.stop() }
    let file = try TemporaryFile("transfer")
    defer { unlink(file.path) }
    var numbers = SplitMix(state: 1)
    let data = Data((0..<1_000_000).map { _ in UInt8(truncatingIfNeeded: numbers.next()) })
    try data.write(to: URL(filePath: file.path))
    async let server = pair.hosts[1].run(
      "sh", ["-c", "nc -l 10.0.0.2 5000 | sha256sum"], budget: .seconds(300))
    try await pair.hosts[1].awaitListener(port: 5000)
    let client = try await pair.hosts[0].run(
      "sh", ["-c", "nc -N 10.0.0.2 5000 < \(file.path)"], budget: .seconds(300))
    #expect(client.status == 0, "\(client.errors)")
    let here = try await Tool("/usr/bin/sha256sum", [file.path]).run()
    let there = try await server
    #expect(there.status == 0, "\(there.errors)")
    #expect(there.output.prefix(64) == here.output.prefix(64))
    if faults.contains("loss") {
      #expect(pair.segment.statistics["one"]?.lostToFaults ?? 0 > 0)
    }
  }

  @Test func theCaptureShowsWhatHappened() async throws {
    let pair = try Pair()
    defer { pair.segment.stop() }
    let schedule = try FaultSchedule.parse(
      (1...50).map { "out \($0) duplicated\n" }.joined())
    try pair.segment.replay(schedule, on: FaultSettings(), at: "two")
    let answer = try await pair.first("ping", "-c", "1", "-W", "20", "10.0.0.2")
    #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
    let capture = pair.segment.capture()
    #expect(capture.packets.map(\.number) == (1...UInt64(capture.packets.count)).map { $0 })
    let file = try TemporaryFile("capture")
    defer { unlink(file.path) }
    try Data(CaptureFile.bytes(of: capture)).write(to: URL(filePath: file.path))
    let tcpdump = try #require(SearchPath.environment.find("tcpdump"), "tcpdump is missing")
    let shown = try await Tool(tcpdump, ["-nr", file.path], budget: .seconds(60)).run()
    let lines = shown.output.split(separator: "\n").map(String.init)
    #expect(lines.count == capture.packets.count)
    // Once from the host, twice to the other: who has, echo request; the answers are seen twice in all.
    func count(_ words: String) -> Int { lines.count { $0.contains(words) } }
    #expect(count("who-has 10.0.0.2 tell 10.0.0.1") >= 3)
    #expect(count("ICMP echo request, id") == 3)
    #expect(count("ICMP echo reply, id") >= 2)
  }

  @Test func routesLeadElsewhere() async throws {
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let router = IPv4Address(10, 0, 0, 1)
    let clients = try ClientNamespace(
      [
        ClientInterface(
          "wan", address: MACAddress(2, 0, 0, 0, 0, 9), mtu: 1400,
          ipv4: [IPv4Prefix(IPv4Address(10, 0, 0, 9), length: 24)],
          ipv6: [IPv6Prefix(IPv6Address(high: 0xfd00 << 48, low: 9), length: 64)])
      ],
      routes: [
        .standard(router),
        .ipv6(
          IPv6Prefix(.unspecified, length: 0), by: IPv6Address(high: 0xfe80 << 48, low: 1),
          interface: "wan"),
      ])
    try segment.attach(clients, "wan", as: "clients")
    let routes = try await clients.run("cat", ["/proc/net/route"])
    // Destination 0.0.0.0 by 10.0.0.1, as numbers of this machine.
    #expect(routes.output.contains("wan\t00000000\t0100000A"))
    let mtu = try await clients.run("cat", ["/proc/net/if_inet6"])
    #expect(mtu.output.contains("fd000000000000000000000000000009"))
    // A question for the router goes out when somebody far away is asked.
    _ = try await clients.run("ping", ["-c", "1", "-W", "1", "192.0.2.1"])
    let isAsked = segment.capture().packets.contains {
      guard let (header, payload) = try? EthernetHeader.parse($0.bytes.span.bytes),
        header.type == .arp,
        let packet = try? ARPPacket.parse($0.bytes.span.bytes.extracting(payload))
      else { return false }
      return packet.targetAddress == router
    }
    #expect(isAsked)
  }

  @Test func clientsHaveATimeLimit() async throws {
    let clients = try ClientNamespace([])
    let answer = try await clients.run("sleep", ["600"], budget: .milliseconds(100))
    #expect(answer.stop == .deadline)
    let loopback = try await clients.run("ping", ["-c", "1", "127.0.0.1"])
    #expect(loopback.status == 0)
    #expect(try await clients.run("sh", ["-c", "echo out; echo err >&2; exit 7"]).status == 7)
    #expect(try await clients.run("cat", input: "typed").output == "typed")
    await #expect(throws: SystemFailure.self) { try await clients.run("no-such-program") }
  }

  @Test func nothingOnTheMachineIsChanged() async throws {
    func interfaces() throws -> [Substring] {
      try String(contentsOfFile: "/proc/self/net/dev", encoding: .utf8).split(separator: "\n")
        .map { $0.prefix { $0 != ":" } }
    }
    let before = try interfaces()
    let clients = try (0..<3).map { _ in
      try ClientNamespace([ClientInterface(address: MACAddress(2, 0, 0, 0, 0, 1))])
    }
    #expect(try interfaces() == before)
    #expect(Set(clients.map(\.identity)).count == 3)
  }

  @Test(arguments: ["", "sixteen-letters!"])
  func namesOfInterfacesHaveLimits(name: String) {
    #expect(throws: ClientFailure.self) {
      try ClientNamespace([ClientInterface(name, address: MACAddress(2, 0, 0, 0, 0, 1))])
    }
  }

  @Test func whatTheKernelRefusesIsNamed() {
    let failure = #expect(throws: ClientFailure.self) {
      try ClientNamespace(
        [ClientInterface(address: MACAddress(2, 0, 0, 0, 0, 1))],
        routes: [.standard(IPv4Address(10, 0, 0, 1))])
    }
    #expect(
      failure?.description.contains("\"route to 0.0.0.0/0\" (Network is unreachable)") == true)
  }
}

extension ClientNamespace {
  /// Waits until somebody in the namespace listens at a port of TCP.
  func awaitListener(port: UInt16) async throws {
    let digits = String(port, radix: 16, uppercase: true)
    let suffix = ":" + String(repeating: "0", count: 4 - digits.count) + digits
    while true {
      let tables = try await run("cat", ["/proc/net/tcp", "/proc/net/tcp6"])
      let isThere = tables.output.split(separator: "\n").contains { line in
        let words = line.split(separator: " ")
        // 0A: LISTEN.
        return words.count > 3 && words[1].hasSuffix(suffix) && words[3] == "0A"
      }
      if isThere { return }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
