internal import Devices
internal import TCP
public import Time
internal import Wire

extension NetworkCore {
  /// When something is due; `distantFuture` for never. Connections that wait for room in a device have no
  /// deadline: its signal is raised.
  public var deadline: Instant {
    var deadline = min(reassembler.deadline, timers.nextDeadline ?? .distantFuture)
    for interface in interfaces { deadline = min(deadline, interface.neighbors.deadline) }
    return loopback.isEmpty ? deadline : .zero
  }

  /// Does what is due. To be called when the deadline has come; earlier calls do nothing.
  public func turn(now: Instant) {
    deliverLoopback(now)
    while let socket = timers.popExpired(at: now) { socket.timerFired(now) }
    for interface in interfaces { pollNeighbors(interface, now) }
    reassembler.expire(now: now)
    resumeStalled(now)
  }

  private func pollNeighbors(_ interface: NetworkInterface, _ now: Instant) {
    while let event = interface.neighbors.poll(now: now) {
      switch event {
      case .ask(let address, let hardware): ask(for: address, at: hardware, interface)
      case .failed(_, let packets):
        for packet in packets { reportUnreachable(packet, now) }
      }
    }
  }

  /// Whoever sent a datagram that waited in vain is told as if a router had.
  private func reportUnreachable(_ packet: [UInt8], _ now: Instant) {
    counters.unsent += 1
    let bytes = packet.span.bytes
    guard let (header, _) = try? IPv4Header.parseQuoted(bytes),
      let transport = try? TransportQuote.parse(
        bytes.extracting(header.byteCount..<bytes.byteCount))
    else { return }
    switch header.protocol {
    case .udp:
      let peer = Endpoint(.v4(header.destination), transport.destinationPort)
      udpSockets[transport.sourcePort.rawValue]?.fail(.unreachable, peer: peer)
    case .tcp: receiveTCPError(header, transport, .host, now)
    default: break
    }
  }
}
