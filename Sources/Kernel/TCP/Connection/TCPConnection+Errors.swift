// What routers say: errors and the size of packets. Anybody can make them up, so they are believed only as far as
// they can do no harm (RFC 5927).

public import Time
public import Wire

extension TCPConnection {
  /// An ICMP error that quotes a segment of this connection.
  /// - Parameter quoted: its sequence number.
  @export(interface)
  public func receiveError(_ error: TCPUnreachable, quoted: SequenceNumber, now: Instant) {
    // RFC 5927, section 4: what is not on its way cannot have been refused.
    guard quoted >= send.unacknowledged, quoted < send.next else { return }
    switch state {
    case .synSent where error.isHard || error == .prohibited:
      // RFC 5927, section 5.2: before the connection stands, an error ends it.
      fail(error == .port ? .refused : .unreachable(error))
    case .closed, .timeWait: return
    // Deviates: RFC 9293, section 3.9.2.2 wants hard errors to end connections; RFC 5927, section 5.2 says why
    // nobody does.
    default: softError = error
    }
  }

  /// The path to the peer takes IP packets with so many bytes of TCP at most: header, options and data. From path MTU
  /// discovery (RFC 1191, RFC 8201), which has checked it.
  /// - Parameter quoted: the sequence number of the segment that was too large; nil when a route changed.
  @export(interface)
  public func pathChanged(largestSegment bytes: Int, quoted: SequenceNumber?, now: Instant) {
    if let quoted {
      guard quoted >= send.unacknowledged, quoted < send.next else { return }
    }
    let options = timestamps.isUsed ? 12 : 0
    let size = max(bytes - TCPHeader.byteCount - options, TCPLimits.leastPayload)
    // Never larger than the peer said; larger again only through a new connection.
    guard size < send.segmentSize, state.isSynchronized else { return }
    let old = send.segmentSize
    send.segmentSize = size
    congestion.changeSegmentSize(size)
    guard quoted != nil else { return }
    // What was sent in larger pieces was dropped; that is no congestion (RFC 1191, section 6.5).
    for position in 0..<flight.count {
      var segment = flight[position]
      guard segment.state == .inFlight, segment.count > size else { continue }
      segment.state = .lost
      flight[position] = segment
    }
    if old > size, flight.lost > 0 { recovery.mustRetransmit = true }
  }
}
