internal import Devices

/// Feature bits of a network device (virtio 1.2, 5.1.3).
enum VirtioNetworkFeature {
  static let checksum: UInt64 = 1 << 0
  static let guestChecksum: UInt64 = 1 << 1
  static let mtu: UInt64 = 1 << 3
  static let mac: UInt64 = 1 << 5
  static let guestTCPv4: UInt64 = 1 << 7
  static let guestTCPv6: UInt64 = 1 << 8
  static let hostTCPv4: UInt64 = 1 << 11
  static let hostTCPv6: UInt64 = 1 << 12
  static let mergeableBuffers: UInt64 = 1 << 15
  static let status: UInt64 = 1 << 16

  /// Those to accept of what a device offers: one that needs another only with it (5.1.3.1), and long received
  /// frames only where they may take several buffers.
  static func wanted(of offered: UInt64) -> UInt64 {
    var wanted = offered & (mac | mtu | status | mergeableBuffers | checksum | guestChecksum)
    if wanted & checksum != 0 { wanted |= offered & (hostTCPv4 | hostTCPv6) }
    if wanted & guestChecksum != 0, wanted & mergeableBuffers != 0 {
      wanted |= offered & (guestTCPv4 | guestTCPv6)
    }
    return wanted
  }

  static func offloads(_ features: UInt64) -> NetworkOffloads {
    var offloads: NetworkOffloads = []
    if features & checksum != 0 { offloads.insert(.sendsChecksums) }
    if features & guestChecksum != 0 { offloads.insert(.checksReceived) }
    if features & hostTCPv4 != 0 { offloads.insert(.segmentsTCPv4) }
    if features & hostTCPv6 != 0 { offloads.insert(.segmentsTCPv6) }
    if features & (guestTCPv4 | guestTCPv6) != 0 { offloads.insert(.joinsTCP) }
    return offloads
  }
}
