// The stack as applications have it: the core, a clock, a task that listens to the devices.

internal import Bytes
public import Devices
internal import TCP
internal import Time
public import Wire
internal import _Concurrency

/// A host on a network.
public final class NetworkStack: NetworkHost, @unchecked Sendable {
  public let core: NetworkCore
  let clock: any MonotonicClock
  private let signal = DeviceSignal()
  /// What the network's task sleeps until; `zero` while it runs.
  private var sleepsUntil = Instant.zero

  var now: Instant { clock.now }

  /// Starts a host with one interface.
  /// - Parameters:
  ///   - ipv4: its address and the length of its network's prefix, `10.0.0.2/24`.
  ///   - gateway: the router to all other networks; empty: there is none.
  @export(interface)
  public init(
    _ device: any NetworkDevice, clock: any MonotonicClock, entropy: any Entropy, ipv4: String,
    gateway: String
  ) throws(NetworkFailure) {
    self.clock = clock
    let random = entropy.bytes(16)
    core = NetworkCore(
      key: TCPKey(
        low: random.span.bytes.readUInt64(at: 0), high: random.span.bytes.readUInt64(at: 8)))
    guard let prefix = IPv4Prefix(ipv4), prefix.address.isUnicast else {
      throw .address(argument: "ipv4", value: ipv4)
    }
    var router: IPv4Address?
    if !gateway.utf8.isEmpty {
      guard let address = IPv4Address(gateway), address.isUnicast else {
        throw .address(argument: "ipv4-gateway", value: gateway)
      }
      router = address
    }
    core.host = self
    device.signal = signal
    let index = core.add(device)
    core.configure(index, address: prefix, gateway: router, now: clock.now)
    core.flush()
    Task { await run() }
  }

  /// Listens to the devices and the clock for ever.
  private func run() async {
    while !Task.isCancelled {
      let now = clock.now
      var isBusy = false
      for index in core.interfaces.indices
      where core.receive(index, upTo: NetworkLimits.burst, now: now) == NetworkLimits.burst {
        isBusy = true
      }
      core.turn(now: now)
      core.flush()
      if isBusy || core.deadline <= now {
        await Task.yield()
        continue
      }
      sleepsUntil = core.deadline
      if sleepsUntil == .distantFuture {
        _ = try? await signal.wait()
      } else {
        _ = try? await clock.wait(for: signal, until: sleepsUntil)
      }
      sleepsUntil = .zero
    }
  }

  func hasSent() {
    core.flush()
    if core.deadline < sleepsUntil { signal.raise() }
  }
}

// MARK: - Sockets

extension NetworkStack {
  /// The address of the interface; nil: it has none yet.
  public var address: IPv4Address? { core.interfaces.first?.ipv4?.address }

  /// Connections of TCP, also those that only wait for old segments.
  public var connectionCount: Int { core.connections.count }

  /// Opens a port of UDP.
  /// - Parameters:
  ///   - port: nil: one that nobody has.
  ///   - peer: the only one to talk to; its errors are told. Nil: anybody.
  @export(interface)
  public func bind(udp port: Port? = nil, peer: Endpoint? = nil) throws(NetworkFailure) -> UDPSocket
  {
    try core.bindUDP(port, peer: peer, self)
  }

  /// Takes connections at a port of TCP.
  /// - Parameter backlog: half-open connections, and complete ones that nobody has accepted, each. Beyond that
  ///   cookies are given out.
  @export(interface)
  public func listen(tcp port: Port, backlog: Int = 128) throws(NetworkFailure) -> TCPListener {
    try core.listen(port, backlog: backlog)
  }

  /// Opens a connection and waits until it stands.
  /// - Throws: `refused`, `unreachable`, `timedOut`, `noRoute`; a cancelled task leaves nothing behind.
  @export(interface)
  public func connect(tcp peer: Endpoint) async throws(NetworkFailure) -> TCPSocket {
    guard case .v4(let address) = peer.address else { throw .noRoute }
    let socket = try core.connect(to: address, peer.port, now)
    hasSent()
    while socket.connection.state == .synSent || socket.connection.state == .synReceived {
      do throws(CancellationError) { try await socket.writable.wait() } catch {
        socket.abort()
        throw .cancelled
      }
    }
    if let failure = socket.connection.failure { throw NetworkFailure(failure) }
    return socket
  }
}
