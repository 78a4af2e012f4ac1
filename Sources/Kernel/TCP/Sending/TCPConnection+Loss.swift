// What is lost, and what follows: RACK (RFC 8985) with a peer that acknowledges selectively, three duplicate
// acknowledgments (RFC 5681, RFC 6582) with one that does not.
//
//               open ──loss──► recovery ──all of it acknowledged──► open
//                 │                │
//                 └──timeout──► loss ──all of it acknowledged──► open
//                 └──mark──► reduced ──a round trip──► open

internal import Bytes
internal import Time
internal import Wire

extension TCPConnection {
  /// What may be on its way by RFC 6675's reckoning; without SACK each duplicate acknowledgment is a segment
  /// that has left the path (RFC 5681, section 3.2, step 3).
  var pipe: Int {
    usesSACK
      ? flight.inFlight : max(flight.inFlight - recovery.duplicates * send.segmentSize, 0)
  }

  func detectLoss(
    acknowledged: Int, delivered: Int, isDuplicate: Bool, hasDuplicate: Bool, _ header: TCPHeader,
    _ now: Instant
  ) {
    endProbe(header, acknowledged, isDuplicate, hasDuplicate, now)
    let isOver = recovery.phase != .open && send.unacknowledged >= recovery.end
    if isOver { endRecovery() }
    if usesSACK {
      if hasDuplicate { widenReorderingWindow() }
      if flight.sacked > 0 || recovery.phase != .open || reorderingDeadline != .distantFuture {
        markLostByTime(now)
      }
    } else if acknowledged > 0 {
      acknowledgePartially(acknowledged, now)
    } else if isDuplicate {
      countDuplicate(now)
    }
  }

  private func endRecovery() {
    if recovery.phase == .recovery, recovery.windowFactor > 1 {
      recovery.windowPersistence -= 1
      if recovery.windowPersistence <= 0 { recovery.windowFactor = 1 }
    }
    recovery.phase = .open
    recovery.duplicates = 0
  }

  /// Once for what is in flight: the window is reduced, and holes are filled from now on.
  private func enterRecovery(_ now: Instant) {
    guard recovery.phase == .open || recovery.phase == .reduced else { return }
    counts.fastRecoveries += 1
    // A mark of congestion has reduced the window of this round trip already.
    if recovery.phase == .open {
      congestion.reduce(inFlight: send.outstanding, now: now)
      announcesReduction = usesECN
      recovery.retransmitted = 0
    }
    recovery.phase = .recovery
    recovery.end = send.next
    recovery.outstanding = send.outstanding
    recovery.mustRetransmit = true
    probeDeadline = .distantFuture
  }

  /// The peer had it already: when that is so of all that was sent again, what seemed lost was only late, and the
  /// window is what it was (RFC 3708; RFC 9438, section 4.9.2).
  func noteNeedless(_ count: Int) {
    guard let retransmitted = recovery.retransmitted, retransmitted > 0 else { return }
    guard count >= retransmitted else {
      recovery.retransmitted = retransmitted - count
      return
    }
    recovery.retransmitted = nil
    counts.undoneReductions += 1
    congestion.undo()
    if recovery.phase == .recovery { recovery.phase = .open }
  }

  /// RFC 3168, section 6.1.2: as if a segment were lost, but for sending it again.
  func reduceForCongestion(_ now: Instant) {
    guard recovery.phase == .open, !flight.isEmpty else { return }
    counts.congestionMarks += 1
    congestion.reduce(inFlight: send.outstanding, now: now)
    recovery.phase = .reduced
    recovery.retransmitted = nil
    recovery.end = send.next
    announcesReduction = true
  }
}

// MARK: - RACK (RFC 8985, section 6.2)

extension TCPConnection {
  /// Steps 1 to 3: a segment has arrived for the first time that we hear of it.
  func noteDelivered(_ segment: SentSegment, _ header: TCPHeader, _ now: Instant) {
    let elapsed = now - segment.sentAt
    if segment.isRetransmitted {
      // Perhaps it was the first one that arrived.
      if timestamps.isUsed, let echo = header.options.timestamps?.echo,
        Int32(bitPattern: echo &- timestamps.value(segment.sentAt)) < 0
      {
        return
      }
      if elapsed < roundTrip.minimum { return }
    }
    if segment.end < recovery.forward, !segment.isRetransmitted { recovery.sawReordering = true }
    if recovery.forward < segment.end { recovery.forward = segment.end }
    if isLater(segment.sentAt, segment.end, recovery.newestSentAt, recovery.newestEnd) {
      recovery.newestSentAt = segment.sentAt
      recovery.newestEnd = segment.end
      recovery.newestRoundTrip = elapsed
    }
  }

  private func isLater(
    _ time: Instant, _ end: SequenceNumber, _ otherTime: Instant, _ otherEnd: SequenceNumber
  ) -> Bool {
    time > otherTime || (time == otherTime && otherEnd < end)
  }

  /// Step 4.
  private var reorderingWindow: Duration {
    if !recovery.sawReordering {
      if recovery.phase == .recovery || recovery.phase == .loss { return .zero }
      if flight.sacked >= 3 * send.segmentSize { return .zero }
    }
    let window = Duration.nanoseconds(
      roundTrip.minimum.nanoseconds / 4 * Int64(recovery.windowFactor))
    return min(window, roundTrip.smoothed)
  }

  /// A segment was sent again in vain: what seemed lost was late.
  private func widenReorderingWindow() {
    if let round = recovery.duplicateRound, send.unacknowledged < round { return }
    recovery.duplicateRound = send.next
    recovery.windowFactor = min(recovery.windowFactor + 1, 64)
    recovery.windowPersistence = 16
  }

  /// Step 5: what was sent long enough before something that has arrived.
  func markLostByTime(_ now: Instant) {
    reorderingDeadline = .distantFuture
    let window = reorderingWindow
    var found = false
    for position in 0..<flight.count {
      var segment = flight[position]
      guard segment.state == .inFlight,
        isLater(recovery.newestSentAt, recovery.newestEnd, segment.sentAt, segment.end)
      else { continue }
      let deadline = segment.sentAt + recovery.newestRoundTrip + window
      if deadline <= now {
        segment.state = .lost
        flight[position] = segment
        found = true
      } else {
        reorderingDeadline = min(reorderingDeadline, deadline)
      }
    }
    if found { enterRecovery(now) }
  }
}

// MARK: - Without SACK (RFC 6582)

extension TCPConnection {
  private func countDuplicate(_ now: Instant) {
    guard !flight.isEmpty, recovery.phase != .loss else { return }
    // No more than segments that can have left the path: who makes acknowledgments up gains nothing (RFC 5681,
    // section 3.2, step 4).
    let sent = recovery.phase == .recovery ? recovery.outstanding : send.outstanding
    recovery.duplicates = min(recovery.duplicates + 1, max(sent / send.segmentSize, 3))
    // RFC 6582, section 4.1: what was sent before the last recovery ended is not counted again.
    guard recovery.duplicates >= 3, recovery.phase != .recovery else { return }
    markFrontLost()
    enterRecovery(now)
  }

  private func acknowledgePartially(_ acknowledged: Int, _ now: Instant) {
    switch recovery.phase {
    case .recovery:
      // Segments behind the hole were counted as duplicates, and are acknowledged now.
      let segments = max(acknowledged / send.segmentSize - 1, 0)
      recovery.duplicates = max(recovery.duplicates - segments, 0)
      markFrontLost()
      recovery.mustRetransmit = true
    default: recovery.duplicates = 0
    }
  }

  private func markFrontLost() {
    guard !flight.isEmpty, flight[0].state == .inFlight else { return }
    if flight[0].count > send.segmentSize { flight.split(0, at: send.segmentSize) }
    flight[0].state = .lost
  }
}

// MARK: - Tail loss probe (RFC 8985, section 7.4)

extension TCPConnection {
  private func endProbe(
    _ header: TCPHeader, _ acknowledged: Int, _ isDuplicate: Bool, _ hasDuplicate: Bool,
    _ now: Instant
  ) {
    guard let end = recovery.probeEnd, send.unacknowledged >= end else { return }
    if !recovery.probeIsRetransmission || hasDuplicate {
      recovery.probeEnd = nil
    } else if send.unacknowledged > end {
      // The probe has mended a loss that nobody had noticed.
      recovery.probeEnd = nil
      if recovery.phase == .open { congestion.reduce(inFlight: send.outstanding, now: now) }
    } else if isDuplicate, header.options.sackBlocks.isEmpty {
      recovery.probeEnd = nil
    }
  }
}

// MARK: - Timeout

extension TCPConnection {
  /// The retransmission timer: all that is not acknowledged is lost (RFC 6298, section 5; RFC 5681, section 3.1).
  func timeOut(_ now: Instant) {
    counts.timeouts += 1
    roundTrip.backOff()
    if !flight[0].hasSYN {
      congestion.collapse(inFlight: send.outstanding, isFirst: recovery.phase != .loss)
      announcesReduction = usesECN
      recovery.phase = .loss
      recovery.retransmitted = nil
      recovery.end = send.next
      recovery.duplicates = 0
    }
    // A receiver that has taken back what it had selectively acknowledged (RFC 2018, section 8).
    let isReneging = flight[0].state == .sacked
    for position in 0..<flight.count {
      var segment = flight[position]
      if segment.state == .inFlight || isReneging {
        segment.state = .lost
        flight[position] = segment
      }
    }
    recovery.mustRetransmit = true
    recovery.probeEnd = nil
    probeDeadline = .distantFuture
    reorderingDeadline = .distantFuture
  }
}
