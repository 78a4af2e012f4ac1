public import Devices
internal import Time
public import Wire

/// A device with addresses, and the neighbours that are reached through it.
public final class NetworkInterface {
  public let device: any NetworkDevice
  /// Its place in the stack.
  public let index: Int
  /// Its address and network; nil: it has none yet.
  public internal(set) var ipv4: IPv4Prefix?
  var neighbors = NeighborCache<IPv4Address>()
  /// Until then an address is not defended again.
  var defendedUntil = Instant.zero
  /// Somebody else uses our address.
  public internal(set) var conflicts: UInt64 = 0

  init(_ device: any NetworkDevice, index: Int) {
    self.device = device
    self.index = index
  }

  /// All hosts of the link: 255.255.255.255, the network's broadcast address.
  func isBroadcast(_ address: IPv4Address) -> Bool {
    address.isBroadcast || ipv4?.broadcast == address
  }

  /// Neighbours that are known, for people.
  public var ipv4Neighbors:
    [(address: IPv4Address, hardware: MACAddress, state: NeighborCache<IPv4Address>.State)]
  { neighbors.known }
}
