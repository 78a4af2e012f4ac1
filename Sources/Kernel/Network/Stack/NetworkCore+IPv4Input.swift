// RFC 1122, section 3.2.1: what of IPv4 a host takes.

internal import Bytes
internal import Devices
internal import TCP
internal import Time
internal import Wire

/// What a datagram came with.
struct Arrival {
  let header: IPv4Header
  /// The device has seen that the transport's checksum is right.
  let isVerified: Bool
  /// For all of the link or a group: nobody sends errors about it.
  let isGroup: Bool
}

extension NetworkCore {
  /// - Parameter isGroup: the frame was for more than one host.
  func receiveIPv4(
    _ bytes: RawSpan, isVerified: Bool, _ interface: NetworkInterface, isGroup: Bool,
    _ now: Instant
  ) throws(WireFailure) {
    let (header, range) = try IPv4Header.parse(bytes)
    let isBroadcast = interface.isBroadcast(header.destination)
    guard isPlausible(header, bytes, interface) else {
      counters.martian += 1
      return
    }
    guard isBroadcast || header.destination.isMulticast || isOurs(header.destination) else {
      counters.foreign += 1
      return
    }
    let isShared = isGroup || isBroadcast || header.destination.isMulticast
    if header.isFragment {
      guard let whole = reassembler.add(header, bytes.extracting(range), now: now) else { return }
      // Each piece may have been verified; the whole was not.
      let arrival = Arrival(header: whole.header, isVerified: false, isGroup: isShared)
      try deliver(arrival, whole.payload.span.bytes, quote: nil, now)
      return
    }
    let arrival = Arrival(header: header, isVerified: isVerified, isGroup: isShared)
    try deliver(arrival, bytes.extracting(range), quote: bytes, now)
  }

  /// Section 3.2.1.3: a source is one host's own address, and not this host's; section 3.2.1.8 (c): a datagram that
  /// says its own way is dropped, for it is of use to attackers only (RFC 7126, section 4.3).
  private func isPlausible(
    _ header: IPv4Header, _ bytes: RawSpan, _ interface: NetworkInterface
  ) -> Bool {
    if header.source.isUnspecified { return header.protocol == .udp }
    guard header.source.isUnicast, !header.source.isLoopback, !header.destination.isLoopback,
      !interface.isBroadcast(header.source), !isOurs(header.source)
    else { return false }
    return header.optionByteCount == 0 || !hasSourceRoute(header, bytes)
  }

  /// Also where the options cannot be read.
  private func hasSourceRoute(_ header: IPv4Header, _ bytes: RawSpan) -> Bool {
    var cursor = IPv4OptionCursor(header)
    do throws(WireFailure) {
      while let option = try cursor.next(in: bytes) {
        if option.type == IPv4Option.looseSourceRoute || option.type == IPv4Option.strictSourceRoute
        {
          return true
        }
      }
      return false
    } catch {
      return true
    }
  }

  /// - Parameter quote: the datagram as it came, for errors about it; nil: it was put together.
  func deliver(
    _ arrival: Arrival, _ payload: RawSpan, quote: RawSpan?, _ now: Instant
  ) throws(WireFailure) {
    switch arrival.header.protocol {
    case .icmpv4: try receiveICMP(arrival, payload, now)
    case .udp: try receiveUDP(arrival, payload, quote: quote, now)
    case .tcp: try receiveTCP(arrival, payload, now)
    default:
      counters.unwanted += 1
      sendError(.destinationUnreachable(.protocol, nextHopMTU: 0), arrival, quote, now)
    }
  }

  /// Datagrams of this host to itself.
  func deliverLoopback(_ now: Instant) {
    var count = loopback.count
    while count > 0, !loopback.isEmpty {
      count -= 1
      let datagram = loopback.removeFirst()
      do throws(WireFailure) {
        let bytes = datagram.span.bytes
        let (header, range) = try IPv4Header.parse(bytes, isVerified: true)
        let arrival = Arrival(header: header, isVerified: true, isGroup: false)
        try deliver(arrival, bytes.extracting(range), quote: bytes, now)
      } catch {
        counters.malformed += 1
      }
    }
  }
}
