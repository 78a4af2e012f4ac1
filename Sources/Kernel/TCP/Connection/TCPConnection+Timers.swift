// What happens when nothing arrives.

public import Time
internal import Wire

extension TCPConnection {
  /// When `timerFired` is to be called; nil: there is nothing to wait for.
  public var deadline: Instant? {
    var earliest = min(retransmissionDeadline, acknowledgmentDeadline)
    earliest = min(earliest, min(probeDeadline, reorderingDeadline))
    earliest = min(earliest, idleDeadline)
    return earliest == .distantFuture ? nil : earliest
  }

  /// Does what is due at `now`. Too early or too late is no harm.
  @export(interface)
  public func timerFired(now: Instant) {
    if acknowledgmentDeadline <= now {
      acknowledgmentDeadline = .distantFuture
      needsAcknowledgment = true
    }
    if reorderingDeadline <= now { markLostByTime(now) }
    if probeDeadline <= now { probeTail(now) }
    if retransmissionDeadline <= now { retransmissionTimerFired(now) }
    if idleDeadline <= now { idleTimerFired(now) }
  }

  private func retransmissionTimerFired(_ now: Instant) {
    retransmissionDeadline = .distantFuture
    guard now - lastProgress < patience else {
      fail(softError.map { .unreachable($0) } ?? .timedOut)
      return
    }
    if flight.isEmpty {
      // Data waits for a window, or for company that has not come.
      guard unsentByteCount > 0 || isFINDue else { return }
      needsWindowProbe = true
      roundTrip.backOff()
      return
    }
    if send.window == 0, !flight[0].hasSYN {
      // A probe that was not taken, or data of a window that was taken back: it is no sign of congestion.
      needsWindowProbe = true
      roundTrip.backOff()
      return
    }
    timeOut(now)
    retransmissionDeadline = now + roundTrip.timeout
  }

  /// R2 (RFC 9293, section 3.8.3).
  private var patience: Duration {
    switch state {
    case .synSent: settings.connectTimeout
    case .synReceived: isPassive ? settings.acceptTimeout : settings.connectTimeout
    default: settings.userTimeout
    }
  }

  /// Sets the timers anew after sending or after an acknowledgment.
  /// - Parameter restart: something new was acknowledged (RFC 6298, section 5.3).
  func rearm(_ now: Instant, restart: Bool) {
    if flight.isEmpty {
      probeDeadline = .distantFuture
      reorderingDeadline = .distantFuture
      // Persist goes on (RFC 9293, section 3.8.6.1); `nextSegment` begins it.
      if restart || (unsentByteCount == 0 && !isFINDue) { retransmissionDeadline = .distantFuture }
      return
    }
    if restart || retransmissionDeadline == .distantFuture {
      retransmissionDeadline = now + roundTrip.timeout
    }
    if restart || probeDeadline != .distantFuture { armProbe(now) }
  }

  /// RFC 8985, section 7.2.
  func armProbe(_ now: Instant) {
    guard usesSACK, state.isSynchronized, recovery.phase == .open, flight.sacked == 0,
      recovery.probeEnd == nil, roundTrip.hasSample, send.window > 0
    else {
      probeDeadline = .distantFuture
      return
    }
    var timeout = roundTrip.smoothed * 2
    if send.outstanding <= send.segmentSize { timeout = timeout + TCPLimits.peerDelay }
    probeDeadline = min(now + max(timeout, .milliseconds(2)), retransmissionDeadline)
  }

  /// RFC 8985, section 7.3: something new, or the last segment again.
  private func probeTail(_ now: Instant) {
    probeDeadline = .distantFuture
    guard !flight.isEmpty, recovery.phase == .open, recovery.probeEnd == nil else { return }
    counts.tailLossProbes += 1
    if unsentByteCount > 0, send.window - send.outstanding > 0 {
      sendsProbe = true
      recovery.probeIsRetransmission = false
    } else {
      let last = flight.count - 1
      if flight[last].count > send.segmentSize {
        let whole = (flight[last].count - 1) / send.segmentSize * send.segmentSize
        flight.split(last, at: whole)
      }
      var segment = flight[flight.count - 1]
      guard segment.state == .inFlight else { return }
      segment.state = .lost
      flight[flight.count - 1] = segment
      recovery.mustRetransmit = true
      recovery.probeIsRetransmission = true
    }
    recovery.probeEnd = send.next
    retransmissionDeadline = now + roundTrip.timeout
  }

  // MARK: - Idle

  /// Keep-alive (RFC 9293, section 3.8.4), FIN-WAIT-2 when nobody reads.
  func restartIdleTimer(_ now: Instant) {
    switch state {
    case .timeWait, .closed, .synSent, .synReceived: return
    case .finWait2 where isAbandoned:
      if idleDeadline == .distantFuture { idleDeadline = now + settings.abandonedTimeout }
    default:
      guard let time = settings.keepAlive else { return }
      idleDeadline = now + time
    }
  }

  private func idleTimerFired(_ now: Instant) {
    idleDeadline = .distantFuture
    if state == .timeWait || (state == .finWait2 && isAbandoned) {
      end()
      return
    }
    guard settings.keepAlive != nil else { return }
    if flight.isEmpty {
      guard keepAliveCount < settings.keepAliveProbes else {
        needsReset = true
        fail(softError.map { .unreachable($0) } ?? .timedOut)
        return
      }
      keepAliveCount += 1
      needsKeepAlive = true
    }
    idleDeadline = now + settings.keepAliveInterval
  }
}
