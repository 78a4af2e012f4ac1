// Data again: what is lost, and what is to find out whether the window is open.

internal import Time
internal import Wire

extension TCPConnection {
  func retransmission(_ now: Instant, _ limit: Int) -> TCPSegment? {
    let size = send.segmentSize
    let room = congestion.window - pipe
    guard recovery.mustRetransmit || room >= size else { return nil }
    var position = 0
    while position < flight.count, flight[position].state != .lost { position += 1 }
    guard position < flight.count else { return nil }
    var most = max(min(limit, TCPLimits.largestSegment) / size, 1) * size
    if room < most { most = max(room / size, 1) * size }
    if flight[position].count - (flight[position].hasFIN ? 1 : 0) > most {
      flight.split(position, at: most)
    }
    recovery.mustRetransmit = false
    return resend(position, now)
  }

  /// RFC 9293, section 3.8.6.1: one byte, whatever the window says; or what fits into a small window.
  func windowProbe(_ now: Instant) -> TCPSegment? {
    needsWindowProbe = false
    counts.windowProbes += 1
    guard flight.isEmpty else {
      if flight[0].count > 1 { flight.split(0, at: 1) }
      retransmissionDeadline = now + roundTrip.timeout
      return resend(0, now)
    }
    retransmissionDeadline = .distantFuture
    let unsent = unsentByteCount
    if unsent > 0 {
      let count = min(min(unsent, max(send.window, 1)), send.segmentSize)
      return emit(count, withFIN: false, now)
    }
    return isFINDue ? emit(0, withFIN: true, now) : nil
  }

  private func resend(_ position: Int, _ now: Instant) -> TCPSegment {
    var segment = flight[position]
    segment.state = .inFlight
    segment.isRetransmitted = true
    segment.sentAt = now
    flight[position] = segment
    lastSent = now
    let count = segment.count - (segment.hasFIN ? 1 : 0)
    counts.retransmittedSegments += 1
    counts.retransmittedBytes += count
    if recovery.phase == .recovery, let sum = recovery.retransmitted {
      recovery.retransmitted = sum + segment.count
    }
    rearm(now, restart: false)
    let place = outgoing.start + (segment.start - send.unacknowledged)
    var flags: TCPFlags = segment.hasFIN ? .fin : []
    if count > 0, place + count == outgoing.end { flags.insert(.psh) }
    // Not capable of being marked (RFC 3168, section 6.1.5).
    return TCPSegment(
      header: header(flags, segment.start, now), payloadByteCount: count,
      segmentSize: send.segmentSize, position: place)
  }
}
