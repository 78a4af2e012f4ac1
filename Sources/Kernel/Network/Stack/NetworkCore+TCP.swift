// Which connection a segment is for, and how its segments leave. What a connection does is module TCP's.

internal import Bytes
internal import Devices
internal import TCP
internal import Time
internal import Wire

extension NetworkCore {
  func receiveTCP(
    _ arrival: Arrival, _ bytes: RawSpan, _ now: Instant
  ) throws(WireFailure) {
    // RFC 9293, section 3.9.2.3: a connection has one peer.
    guard !arrival.isGroup else { return }
    let ends = PseudoHeader(
      source: arrival.header.source, destination: arrival.header.destination, protocol: .tcp)
    let (header, range) = try TCPHeader.parse(bytes, pseudoHeader: arrival.isVerified ? nil : ends)
    let payload = bytes.extracting(range)
    let endpoints = TCPEndpoints(
      local: arrival.header.destination, localPort: header.destinationPort,
      remote: arrival.header.source, remotePort: header.sourcePort)
    if let socket = connections[endpoints] {
      guard socket.connection.state == .timeWait, listeners[header.destinationPort.rawValue] != nil,
        socket.connection.yieldsToSYN(header, now: now)
      else {
        socket.connection.receive(
          header, payload, congestion: arrival.header.congestion, now: now)
        output(socket, now)
        return
      }
      remove(socket)
    }
    receiveNew(header, payload, endpoints, arrival, now)
  }

  /// A segment of no connection.
  private func receiveNew(
    _ header: TCPHeader, _ payload: RawSpan, _ endpoints: TCPEndpoints, _ arrival: Arrival,
    _ now: Instant
  ) {
    guard let listener = listeners[header.destinationPort.rawValue] else {
      counters.unwanted += 1
      if let answer = TCPReset.answer(to: header, payloadByteCount: payload.byteCount) {
        sendTCP(answer, from: arrival.header.destination, to: arrival.header.source, now)
      }
      return
    }
    let answer = listener.queue.receive(
      header, payloadByteCount: payload.byteCount, endpoints: endpoints,
      settings: listener.settings,
      now: now)
    switch answer {
    case .ignore: break
    case .answer(let header):
      sendTCP(header, from: arrival.header.destination, to: arrival.header.source, now)
    case .accept(let opening, let sequence):
      guard let socket = accept(opening, sequence, endpoints, arrival, listener, now) else {
        return
      }
      // What answers a cookie may have data.
      if opening.isProven {
        socket.connection.receive(
          header, payload, congestion: arrival.header.congestion, now: now)
      }
      output(socket, now)
    }
  }

  private func accept(
    _ opening: TCPOpening, _ sequence: SequenceNumber?, _ endpoints: TCPEndpoints,
    _ arrival: Arrival, _ listener: TCPListener, _ now: Instant
  ) -> TCPSocket? {
    guard connections.count < NetworkLimits.connections, let host else {
      if opening.isProven {
        listener.queue.connectionTaken()
      } else {
        listener.queue.connectionFailed()
      }
      return nil
    }
    var settings = listener.settings
    settings.maximumSegmentSize = segmentSize(to: arrival.header.source)
    let connection = TCPConnection(
      accept: opening, settings: settings, pool: pool,
      initialSequence: sequence
        ?? TCPSequenceSource.initialSequence(of: endpoints, key: key, now: now),
      timestampOffset: TCPSequenceSource.timestampOffset(of: endpoints, key: key), now: now)
    let socket = TCPSocket(
      connection, endpoints, local: arrival.header.destination, remote: arrival.header.source, self,
      host)
    socket.listener = listener
    socket.isProven = opening.isProven
    connections[endpoints] = socket
    return socket
  }

  /// Opens a connection; it does not stand yet.
  func connect(to remote: IPv4Address, _ port: Port, _ now: Instant) throws(NetworkFailure)
    -> TCPSocket
  {
    guard let local = source(for: remote), let host else { throw .noRoute }
    guard connections.count < NetworkLimits.connections else { throw .full }
    let chosen = try freePort { number in
      connections[
        TCPEndpoints(local: local, localPort: Port(number), remote: remote, remotePort: port)]
        != nil
        || listeners[number] != nil
    }
    let ends = TCPEndpoints(local: local, localPort: chosen, remote: remote, remotePort: port)
    var settings = settings
    settings.maximumSegmentSize = segmentSize(to: remote)
    let connection = TCPConnection(
      connectFrom: chosen, to: port, settings: settings, pool: pool,
      initialSequence: TCPSequenceSource.initialSequence(of: ends, key: key, now: now),
      timestampOffset: TCPSequenceSource.timestampOffset(of: ends, key: key), now: now)
    let socket = TCPSocket(connection, ends, local: local, remote: remote, self, host)
    connections[ends] = socket
    output(socket, now)
    return socket
  }

  func listen(_ port: Port, backlog: Int) throws(NetworkFailure) -> TCPListener {
    let chosen: Port
    if port.rawValue == 0 {
      chosen = try freePort { listeners[$0] != nil }
    } else {
      guard listeners[port.rawValue] == nil else { throw .portInUse }
      chosen = port
    }
    let listener = TCPListener(chosen, backlog: backlog, settings, key: key, self)
    listeners[chosen.rawValue] = listener
    return listener
  }

  /// MSS: what a datagram on the link carries behind headers without options (RFC 6691).
  private func segmentSize(to remote: IPv4Address) -> Int {
    let hop = routes.hop(to: remote)
    // To itself there is no route, and no link that is narrow.
    let link =
      hop.map { interfaces[$0.interface].device.maximumTransmissionUnit }
      ?? NetworkLimits.loopbackUnit
    return link - IPv4Header.byteCount - TCPHeader.byteCount
  }
}

// MARK: - Output

extension NetworkCore {
  /// Sends what a connection has to send, sets its timer, and wakes who waits for it: to be called after every
  /// change of it.
  func output(_ socket: TCPSocket, _ now: Instant) {
    let device = routes.hop(to: socket.remote).map { interfaces[$0.interface].device }
    let isLocal = isOurs(socket.remote)
    let cuts = device?.offloads.contains(.segmentsTCPv4) == true && !isLocal
    let limit = cuts ? NetworkLimits.segmentedBytes : 0
    while true {
      if let device, !isLocal, !device.hasRoom {
        stall(socket)
        break
      }
      guard let segment = socket.connection.nextSegment(now: now, limit: limit) else { break }
      send(segment, socket, now)
    }
    settle(socket, now)
  }

  private func stall(_ socket: TCPSocket) {
    guard !socket.isStalled else { return }
    socket.isStalled = true
    stalled.append(socket)
  }

  /// The device may have room again.
  func resumeStalled(_ now: Instant) {
    guard !stalled.isEmpty else { return }
    let waiting = stalled
    stalled = []
    for socket in waiting {
      socket.isStalled = false
      output(socket, now)
    }
  }

  private func settle(_ socket: TCPSocket, _ now: Instant) {
    let connection = socket.connection
    if connection.state == .closed {
      remove(socket)
    } else if let deadline = connection.deadline {
      arm(socket, deadline)
    }
    if let listener = socket.listener {
      if connection.state == .closed {
        socket.listener = nil
        listener.lose(socket)
      } else if connection.state.isSynchronized, !socket.isReady {
        listener.stand(socket)
      }
    }
    if connection.isReadable { socket.readable.raise() }
    if connection.state != .synSent, connection.writableByteCount > 0 || !connection.canWrite {
      socket.writable.raise()
    }
  }

  /// A timer that comes too early looks again: most deadlines are put off before they come.
  private func arm(_ socket: TCPSocket, _ deadline: Instant) {
    guard deadline < socket.armed else { return }
    if socket.armed != .distantFuture { _ = timers.remove(socket.timer) }
    socket.armed = deadline
    socket.timer = timers.insert(socket, deadline: deadline)
  }

  private func remove(_ socket: TCPSocket) {
    if connections[socket.ends] === socket { connections[socket.ends] = nil }
    if socket.armed != .distantFuture {
      _ = timers.remove(socket.timer)
      socket.armed = .distantFuture
    }
  }

  private func send(_ segment: TCPSegment, _ socket: TCPSocket, _ now: Instant) {
    var header = IPv4Header(source: socket.local, destination: socket.remote, protocol: .tcp)
    header.congestion = segment.congestion
    header.dontFragment = true
    let length = segment.header.byteCount
    let total = length + segment.payloadByteCount
    let ends = PseudoHeader(source: socket.local, destination: socket.remote, protocol: .tcp)
    let start = ends.checksum(byteCount: total)
    let offload = offload(for: segment, socket)
    let connection = socket.connection
    let departure = sendIPv4(header, payloadByteCount: total, now, offload: offload) {
      frame, place in
      var sum = start
      if segment.payloadByteCount > 0 {
        connection.copyPayload(of: segment, into: &frame, at: place + length, checksum: &sum)
      }
      segment.header.emit(
        into: &frame, at: place,
        checksum: offload.checksum == .inFrame ? .complete(sum) : .partial(start))
    }
    if case .tooLong(let mtu) = departure {
      connection.pathChanged(
        largestSegment: mtu - IPv4Header.byteCount, quoted: nil, now: now)
    }
  }

  private func offload(for segment: TCPSegment, _ socket: TCPSocket) -> FrameOffload {
    var offload = FrameOffload()
    guard !isOurs(socket.remote), let hop = routes.hop(to: socket.remote) else { return offload }
    let offloads = interfaces[hop.interface].device.offloads
    guard offloads.contains(.sendsChecksums) else { return offload }
    offload.checksum = .partial(start: 0, offset: 16)
    if segment.payloadByteCount > segment.segmentSize, segment.segmentSize > 0 {
      offload.segmentation = .tcpv4(segment.segmentSize)
      offload.headerByteCount = segment.header.byteCount
    }
    return offload
  }

  /// A segment of no connection: a reset, or a cookie.
  private func sendTCP(
    _ header: TCPHeader, from local: IPv4Address, to remote: IPv4Address, _ now: Instant
  ) {
    let ends = PseudoHeader(source: local, destination: remote, protocol: .tcp)
    var datagram = IPv4Header(source: local, destination: remote, protocol: .tcp)
    datagram.dontFragment = true
    _ = sendIPv4(datagram, payloadByteCount: header.byteCount, now) { frame, place in
      header.emit(
        into: &frame, at: place,
        checksum: .complete(ends.checksum(byteCount: header.byteCount)))
    }
  }
}

// MARK: - Errors

extension NetworkCore {
  func connection(of header: IPv4Header, _ transport: TransportQuote) -> TCPSocket? {
    connections[
      TCPEndpoints(
        local: header.source, localPort: transport.sourcePort, remote: header.destination,
        remotePort: transport.destinationPort)]
  }

  func shrinkPath(
    _ header: IPv4Header, _ transport: TransportQuote, _ mtu: Int, _ now: Instant
  ) {
    guard let socket = connection(of: header, transport) else { return }
    socket.connection.pathChanged(
      largestSegment: mtu - IPv4Header.byteCount, quoted: transport.sequenceNumber, now: now)
    output(socket, now)
  }

  /// - Parameter reason: nil: it took too many hops.
  func receiveTCPError(
    _ header: IPv4Header, _ transport: TransportQuote, _ reason: ICMPv4Unreachable?,
    _ now: Instant
  ) {
    guard let socket = connection(of: header, transport) else { return }
    let error: TCPUnreachable =
      switch reason {
      case nil: .hops
      case .network: .network
      case .protocol: .transport
      case .port: .port
      case .administrativelyProhibited: .prohibited
      default: .host
      }
    socket.connection.receiveError(error, quoted: transport.sequenceNumber, now: now)
    output(socket, now)
  }
}
