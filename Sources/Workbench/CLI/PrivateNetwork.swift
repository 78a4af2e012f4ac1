// The networks that `mirador run` makes for a unikernel: a segment for each of its interfaces, and on the other
// side of all of them one namespace in which real clients run.
//
//     unikernel ── service ── segment ── net0, 10.0.0.1/24 ┐
//               ── second ─── segment ── net1, 10.0.1.1/24 ┴ ping, curl, dig

import Checks
import Foundation
import Machines
import Processes
import Switching
import Wire

import enum Manifest.ManifestNote

/// Networks that nobody else sees, and that are gone with the tool.
final class PrivateNetwork {
  /// What the machine is to be given.
  private(set) var links: [MachineLink] = []
  private let clients: ClientNamespace
  private var segments: [NetworkSegment] = []
  private var descriptors: [Descriptor] = []

  /// Nil for an image without a network interface.
  /// - Parameter faults: what happens to frames, as `FaultSettings` reads it.
  init?(_ artifact: Artifact, faults: String?) throws {
    let manifest = try? ManifestNote.read(image: artifact.executable)
    let names =
      manifest?.devices.flatMap(\.hardware).filter { $0.kind == .network }.map(\.name) ?? []
    guard !names.isEmpty else { return nil }
    do {
      let settings = try faults.map { try FaultSettings.parse($0) }
      clients = try ClientNamespace(names.indices.map(Self.interface))
      for (index, name) in names.enumerated() {
        let segment = try NetworkSegment(name)
        segments.append(segment)
        try segment.attach(clients, "net\(index)", as: "clients", faults: settings)
        let link = try segment.makeLink(name)
        descriptors.append(link)
        links.append(
          MachineLink(
            name,
            address: MACAddress(0x52, 0x54, 0, 0, UInt8(truncatingIfNeeded: index), 2).description,
            .datagrams(link.number)))
      }
    } catch {
      throw Failure(.environment, "\(error)")
    }
  }

  /// The clients' interface on the network with this number.
  private static func interface(_ index: Int) -> ClientInterface {
    let number = UInt8(truncatingIfNeeded: index)
    return ClientInterface(
      "net\(index)", address: MACAddress(0x02, 0, 0, 0, number, 1),
      ipv4: [IPv4Prefix(IPv4Address(10, 0, number, 1), length: 24)],
      ipv6: [IPv6Prefix(IPv6Address(high: 0xfd00 << 48 | UInt64(index), low: 1), length: 64)])
  }

  /// Says how clients are run.
  func describe() {
    let words = clients.entrance.joined(separator: " ")
    Output.error(
      "mirador: its network is private; 10.0.0.1/24 is on the other side. In another terminal:\n"
        + "  \(words) ping 10.0.0.2")
  }

  /// The machine has ended.
  /// - Parameter pcap: a file for the packets of the first network.
  func end(pcap: String?) throws {
    defer { for segment in segments { segment.stop() } }
    guard let pcap, let segment = segments.first else { return }
    let capture = segment.capture()
    do {
      try Data(CaptureFile.bytes(of: capture)).write(to: URL(filePath: pcap))
    } catch {
      throw Failure(.environment, "\(pcap) cannot be written: \(error.localizedDescription)")
    }
    Output.error(
      "mirador: \(capture.packets.count) packets. Next: ./mirador pcap show \(pcap) --ladder")
  }
}
