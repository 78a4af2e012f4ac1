internal import Bytes
internal import Devices
internal import TCP
internal import Time
internal import Wire

extension NetworkCore {
  func receiveUDP(
    _ arrival: Arrival, _ bytes: RawSpan, quote: RawSpan?, _ now: Instant
  ) throws(WireFailure) {
    let ends = PseudoHeader(
      source: arrival.header.source, destination: arrival.header.destination, protocol: .udp)
    let (header, range) = try UDPHeader.parse(bytes, pseudoHeader: arrival.isVerified ? nil : ends)
    guard let socket = udpSockets[header.destinationPort.rawValue] else {
      counters.unwanted += 1
      sendError(.destinationUnreachable(.port, nextHopMTU: 0), arrival, quote, now)
      return
    }
    let source = Endpoint(.v4(arrival.header.source), header.sourcePort)
    if !socket.deliver(source, bytes.extracting(range)) { counters.overflows += 1 }
  }

  /// - Parameter source: nil: the address of the interface that it leaves by.
  /// - Throws: `tooLong`, `noRoute`.
  func sendUDP(
    _ bytes: RawSpan, from port: Port, to destination: Endpoint, source: IPv4Address? = nil,
    _ now: Instant
  ) throws(NetworkFailure) {
    guard case .v4(let address) = destination.address,
      let source = source ?? self.source(for: address)
    else { throw .noRoute }
    guard bytes.byteCount <= 65535 - IPv4Header.byteCount - UDPHeader.byteCount else {
      throw .tooLong
    }
    let header = UDPHeader(sourcePort: port, destinationPort: destination.port)
    let total = UDPHeader.byteCount + bytes.byteCount
    let ends = PseudoHeader(source: source, destination: address, protocol: .udp)
    let departure = sendIPv4(
      IPv4Header(source: source, destination: address, protocol: .udp), payloadByteCount: total, now
    ) { frame, start in
      var sum = ends.checksum(byteCount: total)
      sum.copy(bytes, into: &frame, at: start + UDPHeader.byteCount)
      header.emit(
        into: &frame, at: start, payloadByteCount: bytes.byteCount, checksum: .complete(sum))
    }
    switch departure {
    case .sent, .waiting, .noRoom: break
    case .noRoute: throw .noRoute
    case .tooLong: throw .tooLong
    }
  }

  /// Opens a port.
  /// - Parameters:
  ///   - port: nil: one that nobody has and nobody can guess (RFC 6056).
  ///   - peer: the only one to talk to; nil: anybody.
  func bindUDP(
    _ port: Port?, peer: Endpoint?, _ host: any NetworkHost
  ) throws(NetworkFailure) -> UDPSocket {
    let chosen: Port
    if let port, port.rawValue != 0 {
      guard udpSockets[port.rawValue] == nil else { throw .portInUse }
      chosen = port
    } else {
      chosen = try freePort { udpSockets[$0] != nil }
    }
    let socket = UDPSocket(chosen, peer: peer, self, host)
    udpSockets[chosen.rawValue] = socket
    return socket
  }

  /// A port of those that are given out, from a random one on.
  func freePort(_ isTaken: (UInt16) -> Bool) throws(NetworkFailure) -> Port {
    let range = NetworkLimits.ephemeralPorts
    let first = Int(nextNumber(2)) % range.count
    for step in 0..<range.count {
      let port = range.lowerBound + UInt16((first + step) % range.count)
      if !isTaken(port) { return Port(port) }
    }
    throw .noPort
  }
}
