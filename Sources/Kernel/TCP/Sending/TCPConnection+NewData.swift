// Data for the first time, and FIN behind it: as much as the peer's window, the congestion window and the rules
// against small segments allow (RFC 9293, sections 3.7.4 and 3.8.6.2.1).

internal import Time
internal import Wire

extension TCPConnection {
  /// In the outgoing stream, of SND.NXT.
  private var nextPosition: Int {
    outgoing.start + send.outstanding - (isFINSent ? 1 : 0)
  }

  /// Bytes that were written and never sent.
  var unsentByteCount: Int {
    guard state.isSynchronized else { return outgoing.count }
    return isFINSent ? 0 : outgoing.end - nextPosition
  }

  /// FIN is to be sent when all data is.
  var isFINDue: Bool {
    guard isClosing, !isFINSent else { return false }
    return state == .finWait1 || state == .lastAck || state == .closing
  }

  func newData(_ now: Instant, _ limit: Int) -> TCPSegment? {
    let unsent = unsentByteCount
    guard unsent > 0 || isFINDue, !flight.isFull else { return nil }
    if flight.isEmpty, now - lastSent > roundTrip.timeout { congestion.restart() }
    let usable = send.window - send.outstanding
    guard unsent > 0 else {
      guard usable > 0 else { return wait(now) }
      return emit(0, withFIN: true, now)
    }
    let count = allowed(unsent, usable, limit)
    guard count > 0 else { return wait(now) }
    return emit(count, withFIN: isFINDue && count == unsent && usable > count, now)
  }

  /// When nothing is on its way, nobody will tell that the window is open: it is to be tried.
  private func wait(_ now: Instant) -> TCPSegment? {
    sendsProbe = false
    if flight.isEmpty, retransmissionDeadline == .distantFuture {
      retransmissionDeadline = now + roundTrip.timeout
      lastProgress = now
    }
    return nil
  }

  /// How much of `unsent` may go now.
  private func allowed(_ unsent: Int, _ usable: Int, _ limit: Int) -> Int {
    let size = send.segmentSize
    let whole = max(min(limit, TCPLimits.largestSegment) / size, 1) * size
    var count = min(min(unsent, usable), whole)
    if sendsProbe { return min(count, size) }
    let room = congestion.window - pipe
    // Less than a segment of room is no room, but for what is less than a segment.
    guard count > 0, room >= min(count, size) else { return 0 }
    count = min(count, room)
    let rest = count % size
    if rest == 0 { return count }
    let isLast = count == unsent
    if count > size {
      return isLast && (!settings.usesNagle || isClosing) ? count : count - rest
    }
    if isLast, !settings.usesNagle || flight.isEmpty || isClosing { return count }
    return !isLast && count == usable && count >= send.maximumWindow / 2 ? count : 0
  }

  /// The segment of the next `count` bytes, which counts as sent.
  func emit(_ count: Int, withFIN: Bool, _ now: Instant) -> TCPSegment {
    let position = nextPosition
    let sequence = send.next
    let isLast = position + count == outgoing.end
    if flight.isEmpty { lastProgress = now }
    flight.append(
      SentSegment(
        start: sequence, length: UInt32(truncatingIfNeeded: count + (withFIN ? 1 : 0)),
        state: .inFlight, hasFIN: withFIN, sentAt: now))
    send.next += count + (withFIN ? 1 : 0)
    if withFIN { isFINSent = true }
    counts.bytesOut += count
    lastSent = now
    if sendsProbe {
      sendsProbe = false
      recovery.probeEnd = send.next
    } else {
      armProbe(now)
    }
    rearm(now, restart: false)
    var flags: TCPFlags = withFIN ? .fin : []
    if isLast, count > 0 { flags.insert(.psh) }
    if announcesReduction, usesECN, count > 0 {
      flags.insert(.cwr)
      announcesReduction = false
    }
    return TCPSegment(
      header: header(flags, sequence, now), payloadByteCount: count, segmentSize: send.segmentSize,
      congestion: usesECN && count > 0 ? .capable0 : .notCapable, position: position)
  }
}
