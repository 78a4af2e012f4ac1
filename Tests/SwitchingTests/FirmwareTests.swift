import Foundation
import Processes
import Testing
import Wire

@testable import Switching

/// A virtual machine's firmware asks a real server for an address: QEMU at one end of a link, Linux at a TAP.
struct FirmwareTests {
  @Test func firmwareGetsAnAddressOverTheWire() async throws {
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let clients = try ClientNamespace([
      ClientInterface(
        address: MACAddress(2, 0, 0, 0, 0, 1),
        ipv4: [IPv4Prefix(IPv4Address(10, 0, 0, 1), length: 24)])
    ])
    try segment.attach(clients, as: "server")
    let link = try segment.makeLink("machine")
    let qemu = try #require(SearchPath.environment.find("qemu-system-x86_64"), "QEMU is missing")
    let machine = Tool(
      qemu,
      [
        "-M", "pc", "-accel", "tcg", "-m", "64", "-display", "none", "-nodefaults", "-boot", "n",
        "-netdev", "dgram,id=net0,local.type=fd,local.str=3",
        "-device", "e1000,netdev=net0,mac=02:00:00:00:00:02",
      ], budget: .seconds(300)
    ).passing([3: link.number])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        let server = try await clients.run(
          "dnsmasq",
          [
            "--no-daemon", "--conf-file=/dev/null", "--port=0", "--interface=net0",
            "--bind-interfaces", "--dhcp-range=10.0.0.50,10.0.0.50,1h", "--leasefile-ro",
            "--user=root", "--group=root",
          ], budget: .seconds(300))
        if server.stop != .cancelled { Issue.record("dnsmasq ended: \(server.errors)") }
      }
      group.addTask {
        let answer = try await machine.run()
        if answer.stop != .cancelled { Issue.record("QEMU ended: \(answer.errors)") }
      }
      group.addTask {
        let end = ContinuousClock.now + .seconds(240)
        while ContinuousClock.now < end, !Self.has(" ack 10.0.0.50", segment) {
          try await Task.sleep(for: .milliseconds(20))
        }
      }
      // The last one, or one that ended too early.
      try await group.next()
      group.cancelAll()
    }
    let client = "client 02:00:00:00:00:02"
    #expect(
      Self.has("machine → switch  DHCP 0.0.0.0:68 > 255.255.255.255:67 discover \(client)", segment)
    )
    #expect(Self.has("server → switch   DHCP 10.0.0.1:67 > ", segment))
    #expect(Self.has("offer 10.0.0.50 for 3600 s server 10.0.0.1 \(client)", segment))
    #expect(Self.has("request 10.0.0.50 server 10.0.0.1 \(client)", segment))
    #expect(Self.has("ack 10.0.0.50 for 3600 s server 10.0.0.1 \(client)", segment))
  }

  private static func has(_ words: String, _ segment: NetworkSegment) -> Bool {
    PacketSummary.lines(of: segment.capture()).contains { $0.contains(words) }
  }
}
