public import Wire

/// Both ends of a connection: by this the owner finds it, and numbers are derived from it.
public struct TCPEndpoints: Equatable, Hashable, Sendable {
  let localHigh: UInt64
  let localLow: UInt64
  let remoteHigh: UInt64
  let remoteLow: UInt64
  public let localPort: Port
  public let remotePort: Port

  /// An end is an address and a port; `local` is this side's.
  public init(
    local: IPv6Address, localPort: Port, remote: IPv6Address, remotePort: Port
  ) {
    localHigh = local.high
    localLow = local.low
    remoteHigh = remote.high
    remoteLow = remote.low
    self.localPort = localPort
    self.remotePort = remotePort
  }

  /// As IPv6 writes IPv4's addresses (RFC 4291, section 2.5.5.2).
  public init(
    local: IPv4Address, localPort: Port, remote: IPv4Address, remotePort: Port
  ) {
    localHigh = 0
    localLow = 0xffff_0000_0000 | UInt64(local.rawValue)
    remoteHigh = 0
    remoteLow = 0xffff_0000_0000 | UInt64(remote.rawValue)
    self.localPort = localPort
    self.remotePort = remotePort
  }

  /// A segment from itself to itself, which only an attacker sends ("land").
  public var isLoop: Bool {
    localHigh == remoteHigh && localLow == remoteLow && localPort == remotePort
  }

  private var ports: UInt64 { UInt64(localPort.rawValue) << 16 | UInt64(remotePort.rawValue) }

  /// A hash that nobody without the key can foresee: for tables of connections, and what follows.
  public func hash(_ key: TCPKey, purpose: UInt32 = 0) -> UInt64 {
    hash(key, purpose: purpose, with: 0)
  }

  func hash(_ key: TCPKey, purpose: UInt32, with word: UInt64) -> UInt64 {
    var hash = SipHash(key: key)
    hash.add(localHigh)
    hash.add(localLow)
    hash.add(remoteHigh)
    hash.add(remoteLow)
    hash.add(UInt64(purpose) << 32 | ports)
    hash.add(word)
    return hash.finish()
  }
}
