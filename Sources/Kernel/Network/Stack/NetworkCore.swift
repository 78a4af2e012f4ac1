// The stack without a world: frames and the time go in, frames and the next deadline come out. It reads no clock
// and draws no random number; whom it wakes, it wakes by a `DeviceSignal`. The façade (NetworkStack.swift) gives
// it both, and tests give it a wire of memory and a clock that is set by hand.
//
//     device ──frame──► receive ─┬─ ARP ──► neighbours
//                                └─ IPv4 ─┬─ pieces ──► Reassembler ─┐
//                                         ├─ ICMP  ◄─────────────────┤
//                                         ├─ UDP ──► UDPSocket       │
//                                         └─ TCP ──► TCPConnection ◄─┘
//
//     NetworkCore              what it knows
//       +Frames                Ethernet: to whom a frame is, and how one is sent
//       +ARP                   questions, answers, conflicts
//       +IPv4Input, +IPv4Output
//       +ICMP                  echoes and errors, both ways
//       +UDP, +TCP
//       +Timers                what is due

public import Devices
public import TCP
public import Time
public import Wire

/// All that one unikernel knows of its networks.
public final class NetworkCore {
  public internal(set) var interfaces: [NetworkInterface] = []
  public internal(set) var routes = IPv4RouteTable()
  public internal(set) var counters = NetworkCounters()

  var reassembler = Reassembler()
  var paths = PathCache()
  /// Open sockets by their ports.
  var udpSockets: [UInt16: UDPSocket] = [:]
  var connections: [TCPEndpoints: TCPSocket] = [:]
  var listeners: [UInt16: TCPListener] = [:]
  /// Connections that have something to send but found no room.
  var stalled: [TCPSocket] = []
  /// Deadlines of connections.
  var timers = TimerQueue<TCPSocket>()
  /// Datagrams from this host to itself.
  var loopback: [[UInt8]] = []
  var errorBudget = 0
  var errorPeriod = Instant.zero
  /// Counts what is numbered: identifications, ports.
  var sequence: UInt32 = 0
  /// What only this boot knows.
  let key: TCPKey
  public let pool: BufferPool
  /// Who runs it.
  var host: (any NetworkHost)?
  /// Of connections that are made from now on.
  public var settings = TCPSettings()

  /// - Parameter key: random; sequence numbers, ports and identifications are made with it.
  public init(key: TCPKey) {
    self.key = key
    pool = BufferPool(limit: NetworkLimits.connectionBytes)
  }

  /// Adds an interface without an address; returns its place.
  public func add(_ device: any NetworkDevice) -> Int {
    interfaces.append(NetworkInterface(device, index: interfaces.count))
    return interfaces.count - 1
  }

  /// Gives an interface an address, the route to its network, and one to all others.
  /// - Parameters:
  ///   - address: nil: it has none any more.
  ///   - gateway: nil: hosts of the network only.
  public func configure(
    _ index: Int, address: IPv4Prefix?, gateway: IPv4Address?, now: Instant
  ) {
    let interface = interfaces[index]
    routes.removeAll(of: index)
    interface.ipv4 = address
    guard let address else { return }
    if address.length < 32 {
      let network = IPv4Prefix(address.network, length: address.length)
      routes.add(IPv4Route(destination: network, gateway: nil, interface: index))
    }
    if let gateway {
      let all = IPv4Prefix(.unspecified, length: 0)
      routes.add(IPv4Route(destination: all, gateway: gateway, interface: index))
    }
    announce(interface)
  }

  /// A number that others cannot foresee.
  func nextNumber(_ purpose: UInt32) -> UInt32 {
    sequence &+= 1
    let ends = TCPEndpoints(
      local: IPv4Address(rawValue: sequence), localPort: Port(0),
      remote: IPv4Address(rawValue: purpose), remotePort: Port(0))
    return UInt32(truncatingIfNeeded: ends.hash(key, purpose: 16 + purpose))
  }

  /// Whether a datagram for this address is for this host, whatever interface it comes by (RFC 1122, section
  /// 3.3.4.2: the weak model).
  func isOurs(_ address: IPv4Address) -> Bool {
    interfaces.contains { $0.ipv4?.address == address } || address.isLoopback
  }
}
