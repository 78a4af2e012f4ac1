// A segment arrives (RFC 9293, section 3.10.7). What follows the order of the RFC's steps; RFC 5961 and RFC 7323
// put theirs in between.

public import Time
public import Wire

extension TCPConnection {
  /// Takes a segment for this connection. Any segment: it may be made up.
  /// - Parameters:
  ///   - payload: its data, or that of several that follow each other (GRO), up to 64 KiB.
  ///   - congestion: what the IP header said.
  @export(interface)
  public func receive(
    _ header: TCPHeader, _ payload: RawSpan, congestion mark: ExplicitCongestion, now: Instant
  ) {
    counts.segmentsIn += 1
    if receivePredicted(header, payload, mark, now) { return }
    switch state {
    case .closed: return
    case .synSent: receiveInSYNSent(header, payload, now)
    default: receiveSynchronized(header, payload, mark, now)
    }
  }
}

// MARK: - SYN-SENT (RFC 9293, section 3.10.7.3)

extension TCPConnection {
  private func receiveInSYNSent(_ header: TCPHeader, _ payload: RawSpan, _ now: Instant) {
    let hasACK = header.flags.contains(.ack)
    if hasACK, header.acknowledgmentNumber != send.next {
      // Somebody's old acknowledgment. It is answered with a reset that fits it.
      if !header.flags.contains(.rst) { strayAcknowledgment = header.acknowledgmentNumber }
      return
    }
    if header.flags.contains(.rst) {
      if hasACK { fail(.refused) }
      return
    }
    guard header.flags.contains(.syn) else { return }
    let agreesECN =
      header.flags.contains(.ece) && (hasACK != header.flags.contains(.cwr))
    agree(header.options, usesECN: agreesECN, now)
    begin(receivingFrom: header.sequenceNumber)
    guard hasACK else {
      openSimultaneously(header, now)
      return
    }
    acknowledgeSYN(header, now)
    updateWindow(
      Int(header.window), sequence: header.sequenceNumber, header.acknowledgmentNumber)
    stand(now)
    needsAcknowledgment = true
    // Data may come with SYN and ACK (RFC 9293, section 3.10.7.3, fifth).
    acceptData(payload, at: header.sequenceNumber + 1, now)
    if header.flags.contains(.fin) {
      acceptFIN(at: header.sequenceNumber + 1 + payload.byteCount, now)
    }
  }

  /// Both sides have sent a SYN: this one is sent again, with ACK.
  private func openSimultaneously(_ header: TCPHeader, _ now: Instant) {
    state = .synReceived
    updateWindow(Int(header.window), sequence: header.sequenceNumber, send.unacknowledged)
    markSYNLost()
  }

  func markSYNLost() {
    guard !flight.isEmpty, flight[0].hasSYN else { return }
    flight[0].state = .lost
    recovery.mustRetransmit = true
  }

  private func acknowledgeSYN(_ header: TCPHeader, _ now: Instant) {
    guard !flight.isEmpty, flight[0].hasSYN else { return }
    let segment = flight[0]
    if !segment.isRetransmitted { roundTrip.sample(now - segment.sentAt) }
    flight.removeFirst()
    send.unacknowledged = send.initial + 1
    recovery.forward = send.unacknowledged
    retransmissionDeadline = .distantFuture
  }
}

// MARK: - All other states (RFC 9293, section 3.10.7.4)

extension TCPConnection {
  private func receiveSynchronized(
    _ header: TCPHeader, _ payload: RawSpan, _ mark: ExplicitCongestion, _ now: Instant
  ) {
    guard isCurrent(header, now) else { return }
    // First: the sequence number.
    guard isAcceptable(header, payload.byteCount) else {
      answerUnacceptable(header, payload, now)
      return
    }
    // Second: RST; third: security, of which there is none; fourth: SYN.
    if header.flags.contains(.rst) { return receiveReset(header, now) }
    if header.flags.contains(.syn) { return challenge(now) }  // RFC 5961, section 4.2
    // Fifth: ACK.
    guard header.flags.contains(.ack) else { return }
    rememberTimestamp(header, now)
    if state == .synReceived, !completeOpening(header, now) { return }
    heardFromPeer(now)
    noteCongestion(header, mark, payload.byteCount)
    guard receiveAcknowledgment(header, payload.byteCount, now) else { return }
    // Sixth: URG is not looked at. Deviates (RFC 9293, section 3.8.5): urgent data is ordinary data, in its
    // place; the pointer, whose meaning nobody agreed on, is ignored (RFC 6093, section 6).
    // Seventh: the text; eighth: FIN.
    guard state != .closed else { return }
    if !payload.isEmpty { receiveData(header.sequenceNumber, payload, now) }
    if header.flags.contains(.fin), state != .closed {
      acceptFIN(at: header.sequenceNumber + payload.byteCount, now)
    }
  }

  /// RFC 7323, sections 3.2 and 5.3: a segment without timestamps that should have them is dropped; an old
  /// one is acknowledged and dropped.
  private func isCurrent(_ header: TCPHeader, _ now: Instant) -> Bool {
    guard timestamps.isUsed, !header.flags.contains(.rst) else { return true }
    guard let theirs = header.options.timestamps else {
      // A SYN may be another incarnation's, whose answer is a challenge (RFC 5961, section 4).
      return header.flags.contains(.syn)
    }
    guard timestamps.isOld(theirs.value, now), !header.flags.contains(.syn) else { return true }
    counts.oldSegments += 1
    challenge(now)
    return false
  }

  /// TS.Recent is that of the segment that the last acknowledgment was sent for, or before (RFC 7323,
  /// section 4.3).
  func rememberTimestamp(_ header: TCPHeader, _ now: Instant) {
    guard timestamps.isUsed, let theirs = header.options.timestamps,
      header.sequenceNumber <= receiving.acknowledged,
      !timestamps.isOld(theirs.value, now)
    else { return }
    timestamps.recent = theirs.value
    timestamps.recentAt = now
  }

  /// RFC 9293, section 3.10.7.4, first: some of it is in the window.
  private func isAcceptable(_ header: TCPHeader, _ payloadByteCount: Int) -> Bool {
    let start = header.sequenceNumber
    let length = payloadByteCount + (header.flags.contains(.fin) ? 1 : 0)
    let edge = receiving.edge + receiving.tolerance
    if start == receiving.next { return true }
    if length == 0 {
      return start > receiving.next && start < edge
        // Its sender's window closed behind it, or what it had beyond the window was taken back.
        || start == receiving.edge
    }
    return start < edge && start + length > receiving.next
  }

  private func answerUnacceptable(_ header: TCPHeader, _ payload: RawSpan, _ now: Instant) {
    if header.flags.contains(.rst) { return }
    if header.flags.contains(.syn) {
      if state == .synReceived, header.sequenceNumber == receiving.initial {
        // Its SYN again: this side's answer was lost, or crossed it.
        if mayChallenge(now) { markSYNLost() }
        return
      }
      challenge(now)
      return
    }
    counts.duplicateSegments += 1
    if usesSACK, !payload.isEmpty { noteDuplicate(header.sequenceNumber, payload.byteCount) }
    // TIME-WAIT: a FIN again starts 2 MSL again (RFC 9293, section 3.10.7.4, eighth).
    if state == .timeWait, header.flags.contains(.fin) { beginTimeWait(now) }
    challenge(now)
  }

  /// RFC 5961, section 3.2.
  private func receiveReset(_ header: TCPHeader, _ now: Instant) {
    guard header.sequenceNumber == receiving.next else {
      challenge(now)
      return
    }
    switch state {
    case .synReceived: fail(.refused)
    // All was said; that it was heard, nobody will know (RFC 9293, section 3.10.7.4, second).
    case .closing, .lastAck, .timeWait: end()
    default: fail(.reset)
    }
  }

  /// SYN-RECEIVED, fifth: false when the segment is of no more use.
  private func completeOpening(_ header: TCPHeader, _ now: Instant) -> Bool {
    guard header.acknowledgmentNumber == send.initial + 1 else {
      strayAcknowledgment = header.acknowledgmentNumber
      return false
    }
    acknowledgeSYN(header, now)
    updateWindow(
      Int(header.window) << Int(send.windowShift), sequence: header.sequenceNumber,
      header.acknowledgmentNumber)
    stand(now)
    return true
  }

  func heardFromPeer(_ now: Instant) {
    keepAliveCount = 0
    restartIdleTimer(now)
  }

  /// A challenge acknowledgment (RFC 5961), or one for a segment that is not acceptable; so many a second.
  func challenge(_ now: Instant) {
    guard mayChallenge(now) else { return }
    counts.challenges += 1
    needsAcknowledgment = true
  }

  func mayChallenge(_ now: Instant) -> Bool {
    if now - challengePeriod >= .seconds(1) {
      challengePeriod = now
      challengeCount = 0
    }
    challengeCount += 1
    return challengeCount <= settings.challengesPerSecond
  }

  /// RFC 3168, section 6.1: marks are echoed until the peer has heeded them; CWR comes with new data.
  func noteCongestion(_ header: TCPHeader, _ mark: ExplicitCongestion, _ payloadByteCount: Int) {
    guard usesECN else { return }
    if header.flags.contains(.cwr), payloadByteCount > 0 { echoesCongestion = false }
    if mark == .experienced {
      // The sender shall know at once (RFC 3168, section 6.1.3).
      if !echoesCongestion { needsAcknowledgment = true }
      echoesCongestion = true
    }
  }
}

// MARK: - Ends

extension TCPConnection {
  /// The connection is over, and its memory is given back.
  func end() {
    state = .closed
    outgoing.removeAll()
    incoming.holdsEarly = false
    if failure != nil { incoming.removeAll() } else { incoming.dropEarly() }
    flight.removeAll()
    reassembly.removeAll()
    needsAcknowledgment = false
    duplicatesDue = 0
    needsWindowProbe = false
    needsKeepAlive = false
    recovery.mustRetransmit = false
    stopTimers()
  }

  func fail(_ failure: TCPFailure) {
    if self.failure == nil { self.failure = failure }
    end()
  }

  func stopTimers() {
    retransmissionDeadline = .distantFuture
    probeDeadline = .distantFuture
    reorderingDeadline = .distantFuture
    acknowledgmentDeadline = .distantFuture
    idleDeadline = .distantFuture
  }
}
