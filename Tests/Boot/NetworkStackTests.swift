import Build
import Configure
import Foundation
import Machines
import Processes
import SeededNumbers
import Switching
import TestImages
import Testing
import Wire

/// A host of ours and real clients, Linux's stack behind them, on one segment.
@Suite struct NetworkStackTests {
  @Test(arguments: Place.allCases)
  func realClientsAreServed(place: Place) async throws {
    try await withHost(place) { lan in
      try await lan.expect("arping", "-c", "5", "-C", "1", "-i", "net0", "10.0.0.2")
      for size in ["0", "56", "1400", "1472", "1473", "8000", "60000"] {
        try await lan.expect(
          "ping", "-c", "2", "-i", "0.2", "-W", "20", "-s", size, "10.0.0.2")
      }
      let datagram = try await lan.clients.run(
        "nc", ["-u", "-w", "2", "10.0.0.2", "7"], input: "a datagram\n")
      #expect(datagram.output == "a datagram\n")
      let stream = try await lan.clients.run("nc", ["-N", "10.0.0.2", "7"], input: "a stream\n")
      #expect(stream.output == "a stream\n")
      let nobody = try await lan.clients.run("nc", ["-z", "-v", "10.0.0.2", "99"])
      #expect(nobody.status == 1 && nobody.errors.contains("refused"), "\(nobody)")
      // A socket of Linux hears of the closed port by ICMP.
      let closed = try await lan.clients.run(
        "bash", ["-c", "exec 3<>/dev/udp/10.0.0.2/99; echo >&3; sleep 0.3; echo >&3"])
      #expect(closed.errors.contains("refused"), "\(closed)")
    }
  }

  /// Many at once: each gets its own bytes back.
  @Test(arguments: Place.allCases)
  func fiftyConnectionsAtOnce(place: Place) async throws {
    try await withHost(place) { lan in
      let script = """
        for number in $(seq 50); do
          (test "$(head -c 20000 /dev/zero | tr '\\0' "$(printf "\\\\$(printf %o $((64 + number)))")" \
            | nc -N 10.0.0.2 7 | md5sum)" = "$(head -c 20000 /dev/zero \
            | tr '\\0' "$(printf "\\\\$(printf %o $((64 + number)))")" | md5sum)" || echo $number) &
        done
        wait
        """
      let answer = try await lan.clients.run("bash", ["-c", script], budget: Self.patience)
      #expect(answer.status == 0 && answer.output.isEmpty, "\(answer)")
    }
  }

  /// Bytes arrive as they were sent, both ways, whatever the link does.
  @Test(
    arguments: Place.allCases,
    ["none", "loss=3%,seed=1", "loss=2%,duplicate=2%,reorder=3%,delay=1ms±1ms,seed=2"])
  func streamsAreWhole(place: Place, faults: String) async throws {
    try await withHost(place, faults: faults) { lan in
      let count = 1_000_000
      let expected = (0..<count).map { UInt8(($0 % 16384) % 251) }
      let file = try TemporaryFile("stream")
      defer { unlink(file.path) }
      let here = try TemporaryFile("expected")
      defer { unlink(here.path) }
      try Data(expected).write(to: URL(filePath: here.path))
      let coming = try await lan.clients.run(
        "bash",
        ["-c", "echo \(count) | nc -N 10.0.0.2 19 > \(file.path); cmp \(file.path) \(here.path)"],
        budget: Self.patience)
      #expect(coming.status == 0, "\(coming)")
      let echoed = try await lan.clients.run(
        "bash", ["-c", "nc -N 10.0.0.2 7 < \(here.path) | cmp - \(here.path)"],
        budget: Self.patience)
      #expect(echoed.status == 0, "\(echoed)")
    }
  }

  /// What attackers send: nothing ends, and the host still answers.
  @Test(arguments: [Place.unix, .emulated])
  func hostileFramesAreSurvived(place: Place) async throws {
    try await withHost(place) { lan in
      let link = try lan.segment.makeLink("attacker")
      var numbers = SplitMix(state: 7)
      for _ in 0..<20_000 {
        var frame = HostileFrame.next(&numbers)
        _ = Foundation.send(
          link.number, &frame, frame.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      try await lan.expect("ping", "-c", "2", "-i", "0.2", "-W", "20", "10.0.0.2")
      let stream = try await lan.clients.run("nc", ["-N", "10.0.0.2", "7"], input: "still there\n")
      #expect(stream.output == "still there\n")
    }
  }

  private static let patience: Duration = .seconds(300)

  /// A segment with a host of ours, 10.0.0.2, and a namespace for clients, 10.0.0.1.
  struct Network {
    let segment: NetworkSegment
    let clients: ClientNamespace

    /// Runs a client that must succeed.
    func expect(_ program: String, _ arguments: String...) async throws {
      let answer = try await clients.run(program, arguments, budget: NetworkStackTests.patience)
      #expect(answer.status == 0, "\(program) \(arguments): \(answer.output)\(answer.errors)")
    }
  }

  /// Boots the host, waits until it is ready, and has it end in order afterwards.
  private func withHost(
    _ place: Place, faults: String = "none", _ body: @Sendable (Network) async throws -> Void
  ) async throws {
    try await place.require()
    let image = try await #require(Self.images.value[place.target])
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let clients = try ClientNamespace([
      ClientInterface(
        address: MACAddress(2, 0, 0, 0, 0, 1),
        ipv4: [IPv4Prefix(IPv4Address(10, 0, 0, 1), length: 24)])
    ])
    try segment.attach(clients, as: "clients", faults: FaultSettings.parse(faults))
    let link = try segment.makeLink("host")
    var request = Boot(
      image.executable, target: place.target, symbols: image.symbols,
      accelerator: place.accelerator, arguments: ["--ipv4=10.0.0.2/24"], budget: Boots.patience)
    request.memory = place.target == .virtio ? 64 : nil
    request.hasEntropy = true
    request.links = [MachineLink("service", address: "52:54:00:12:34:56", .datagrams(link.number))]
    let boot = request
    let readiness = Readiness()
    try await Boots.berths.use {
      async let transcript = {
        defer { readiness.end() }
        return try await Machine().boot(boot) { readiness.take($0) }
      }()
      await readiness.wait()
      let network = Network(segment: segment, clients: clients)
      do {
        try await body(network)
        try segment.setFaults(nil, at: "clients")
        _ = try await clients.run("bash", ["-c", "echo end > /dev/udp/10.0.0.2/9"])
        let seen = try await transcript
        #expect(seen.texts.first == "ready")
        #expect(seen.texts.last?.hasPrefix("malformed ") == true, "\(seen.texts)")
        #expect(seen.ending == .exited(0), "\(seen.texts)")
      } catch {
        Issue.record("\(error)")
        _ = try await clients.run("bash", ["-c", "echo end > /dev/udp/10.0.0.2/9"])
        _ = try await transcript
      }
    }
    withExtendedLifetime(link) {}
  }

  /// The unikernel in Tests/Support/Sockets, built once.
  private static let images = Task {
    try await TestImages.build(
      copyOf: Behaviours.root.appending(path: "Tests/Support/Sockets"), in: "sockets")
  }
}

/// Frames for 10.0.0.2 that are nearly right.
enum HostileFrame {
  static func next(_ numbers: inout SplitMix) -> [UInt8] {
    var frame: [UInt8] = [0x52, 0x54, 0, 0x12, 0x34, 0x56, 2, 0, 0, 0, 0, 9, 0x08, 0]
    let payload = (0..<Int(numbers.next() % 200)).map { _ in
      UInt8(truncatingIfNeeded: numbers.next())
    }
    // A header that is right, but for what is turned around below; source 10.0.0.9, or the host itself.
    let source: UInt8 = numbers.next() % 8 == 0 ? 2 : 9
    let total = 20 + payload.count
    var header: [UInt8] = [
      0x45, 0, UInt8(total >> 8), UInt8(total & 255), 0, 1,
      numbers.next() % 4 == 0 ? 0x20 : 0, numbers.next() % 4 == 0 ? UInt8(numbers.next() % 4) : 0,
      64, [1, 6, 17, 6, 6][Int(numbers.next() % 5)], 0, 0, 10, 0, 0, source, 10, 0, 0, 2,
    ]
    var checksum = 0
    for index in stride(from: 0, to: 20, by: 2) {
      checksum += Int(header[index]) << 8 | Int(header[index + 1])
    }
    checksum = (checksum & 0xffff) + (checksum >> 16)
    checksum = ~((checksum & 0xffff) + (checksum >> 16)) & 0xffff
    header[10] = UInt8(checksum >> 8)
    header[11] = UInt8(checksum & 255)
    frame += header + payload
    for _ in 0..<Int(numbers.next() % 3) {
      frame[12 + Int(numbers.next() % UInt64(frame.count - 12))] ^= 1 << UInt8(numbers.next() % 8)
    }
    return Array(frame.prefix(frame.count - Int(numbers.next() % 4)))
  }
}
