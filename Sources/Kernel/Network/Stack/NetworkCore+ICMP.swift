// Echoes, and errors both ways (RFC 792; RFC 1122, section 3.2.2).

internal import Bytes
internal import Devices
internal import TCP
internal import Time
internal import Wire

extension NetworkCore {
  func receiveICMP(
    _ arrival: Arrival, _ bytes: RawSpan, _ now: Instant
  ) throws(WireFailure) {
    let (message, range) = try ICMPv4Message.parse(bytes)
    switch message {
    case .echoRequest(let identifier, let number):
      // Section 3.2.2.6 allows to ignore those for all; they are of use to attackers only.
      guard !arrival.isGroup else { return }
      answer(arrival, identifier, number, bytes.extracting(range), now)
    case .destinationUnreachable(let reason, let mtu):
      try receiveError(bytes.extracting(range), reason, mtu: Int(mtu), now)
    case .timeExceeded: try receiveError(bytes.extracting(range), nil, mtu: 0, now)
    // A redirect is an invitation to be led astray: routes are what the configuration says.
    case .echoReply, .redirect, .parameterProblem, .other: break
    }
  }

  private func answer(
    _ arrival: Arrival, _ identifier: UInt16, _ number: UInt16, _ data: RawSpan, _ now: Instant
  ) {
    counters.echoes += 1
    let header = IPv4Header(
      source: arrival.header.destination, destination: arrival.header.source, protocol: .icmpv4)
    let reply = ICMPv4Message.echoReply(identifier: identifier, sequenceNumber: number)
    _ = sendIPv4(
      header, payloadByteCount: ICMPv4Message.byteCount + data.byteCount, now
    ) { frame, start in
      var sum = InternetChecksum()
      sum.copy(data, into: &frame, at: start + ICMPv4Message.byteCount)
      reply.emit(into: &frame, at: start, payload: sum)
    }
  }

  /// Tells a sender why its datagram came to nothing, unless that is forbidden (section 3.2.2) or too much.
  /// - Parameter quote: the datagram; nil when it is not there any more.
  func sendError(
    _ message: ICMPv4Message, _ arrival: Arrival, _ quote: RawSpan?, _ now: Instant
  ) {
    guard let quote, !arrival.isGroup, arrival.header.fragmentOffset == 0,
      arrival.header.source.isUnicast
    else { return }
    guard takeErrorBudget(now) else {
      counters.errorsSuppressed += 1
      return
    }
    let count = min(quote.byteCount, NetworkLimits.quotedBytes)
    let header = IPv4Header(
      source: arrival.header.destination, destination: arrival.header.source, protocol: .icmpv4)
    let departure = sendIPv4(
      header, payloadByteCount: ICMPv4Message.byteCount + count, now
    ) { frame, start in
      var sum = InternetChecksum()
      sum.copy(quote.extracting(0..<count), into: &frame, at: start + ICMPv4Message.byteCount)
      message.emit(into: &frame, at: start, payload: sum)
    }
    if departure == .sent { counters.errorsSent += 1 }
  }

  private func takeErrorBudget(_ now: Instant) -> Bool {
    if now >= errorPeriod {
      errorPeriod = now + .seconds(1)
      errorBudget = NetworkLimits.errorsPerSecond
    }
    guard errorBudget > 0 else { return false }
    errorBudget -= 1
    return true
  }

  /// Somebody on the way says that a datagram of ours did not arrive. What it quotes must be ours.
  /// - Parameter reason: nil: it took too many hops.
  private func receiveError(
    _ quote: RawSpan, _ reason: ICMPv4Unreachable?, mtu: Int, _ now: Instant
  ) throws(WireFailure) {
    let (header, length) = try IPv4Header.parseQuoted(quote)
    guard isOurs(header.source), header.fragmentOffset == 0 else { return }
    let transport = try TransportQuote.parse(quote.extracting(header.byteCount..<quote.byteCount))
    if reason == .fragmentationNeeded {
      guard isOpen(header, transport) else { return }
      let path = paths.shrink(to: header.destination, mtu: mtu, length: length, now: now)
      if header.protocol == .tcp { shrinkPath(header, transport, path, now) }
      return
    }
    switch header.protocol {
    case .udp:
      let peer = Endpoint(.v4(header.destination), transport.destinationPort)
      udpSockets[transport.sourcePort.rawValue]?.fail(
        reason == .port ? .refused : .unreachable, peer: peer)
    case .tcp: receiveTCPError(header, transport, reason, now)
    default: break
    }
  }

  /// Whether something of ours could have sent this: else anybody could shrink our paths.
  private func isOpen(_ header: IPv4Header, _ transport: TransportQuote) -> Bool {
    switch header.protocol {
    case .udp: udpSockets[transport.sourcePort.rawValue] != nil
    case .tcp: connection(of: header, transport) != nil
    default: false
    }
  }
}
