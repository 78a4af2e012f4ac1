// What an acknowledgment says: how far everything has arrived, what has arrived behind a gap, how much more may be
// sent (RFC 9293, section 3.10.7.4, fifth; RFC 5961, section 5; RFC 2018; RFC 2883).

internal import Bytes
internal import Time
internal import Wire

extension TCPConnection {
  /// False: the segment is not to be looked at any more.
  func receiveAcknowledgment(
    _ header: TCPHeader, _ payloadByteCount: Int, _ now: Instant
  ) -> Bool {
    let acknowledgment = header.acknowledgmentNumber
    // RFC 5961, section 5.2: nobody acknowledges what was not sent, or what is long gone.
    guard acknowledgment <= send.next,
      acknowledgment >= send.unacknowledged - send.maximumWindow
    else {
      challenge(now)
      return false
    }
    if acknowledgment < send.unacknowledged { return true }
    let window = Int(header.window) << Int(send.windowShift)
    let isDuplicate =
      acknowledgment == send.unacknowledged && payloadByteCount == 0 && window == send.window
      && !header.flags.contains(.fin) && !flight.isEmpty
    if isDuplicate { counts.duplicateAcknowledgments += 1 }
    let wasClosed = send.window == 0
    updateWindow(window, sequence: header.sequenceNumber, acknowledgment)
    if usesECN, header.flags.contains(.ece) { reduceForCongestion(now) }
    acknowledge(acknowledgment, header, now, isDuplicate: isDuplicate)
    if wasClosed, send.window > 0 { windowOpened(now) }
    return finishClosing(now)
  }

  /// RFC 9293, section 3.10.7.4, fifth: an old segment does not set the window.
  func updateWindow(_ window: Int, sequence: SequenceNumber, _ acknowledgment: SequenceNumber) {
    guard
      send.windowSequence < sequence || send.maximumWindow == 0
        || (send.windowSequence == sequence && send.windowAcknowledgment <= acknowledgment)
    else { return }
    send.window = window
    send.maximumWindow = max(send.maximumWindow, window)
    send.windowSequence = sequence
    send.windowAcknowledgment = acknowledgment
  }

  /// What was sent as a probe was not taken: it may go again, without waiting for the timer.
  private func windowOpened(_ now: Instant) {
    needsWindowProbe = false
    roundTrip.recover()
    if !flight.isEmpty, recovery.phase == .open {
      var segment = flight[0]
      if segment.state == .inFlight, segment.count == 1 {
        segment.state = .lost
        flight[0] = segment
        recovery.mustRetransmit = true
      }
    }
    rearm(now, restart: true)
  }

  /// Everything before `acknowledgment` has arrived, and what the blocks say.
  func acknowledge(
    _ acknowledgment: SequenceNumber, _ header: TCPHeader, _ now: Instant,
    isDuplicate: Bool = false
  ) {
    let isLimited = flight.inFlight + flight.sacked + send.segmentSize >= congestion.window
    let before = send.unacknowledged
    let wasSacked = flight.sacked
    var sample: Duration?
    if acknowledgment > before { sample = removeAcknowledged(acknowledgment, header, now) }
    let hasDuplicate = noteBlocks(header, acknowledgment, now)
    let advanced = acknowledgment - before
    let delivered = advanced + flight.sacked - wasSacked
    if let sample {
      roundTrip.sample(sample)
    } else if advanced > 0, timestamps.isUsed, let echo = header.options.timestamps?.echo {
      sampleEcho(echo, now)
    }
    if advanced > 0 { roundTrip.recover() }
    // Who acknowledges something lives, and so does who keeps its window closed and says so (RFC 9293, section
    // 3.8.6.1).
    if advanced > 0 || hasDuplicate || flight.isEmpty || send.window == 0 { lastProgress = now }
    let wasOpen = recovery.phase == .open
    detectLoss(
      acknowledged: advanced, delivered: delivered, isDuplicate: isDuplicate,
      hasDuplicate: hasDuplicate, header, now)
    let grows = recovery.phase == .loss || (wasOpen && recovery.phase == .open)
    if advanced > 0, grows, isLimited {
      congestion.grow(advanced, now: now, roundTrip: roundTrip.smoothed)
    }
    if advanced > 0 || delivered > 0 || flight.isEmpty { rearm(now, restart: advanced > 0) }
  }

  /// Takes off what is acknowledged; the time of the newest segment that was sent once (RFC 6298, section 3).
  private func removeAcknowledged(
    _ acknowledgment: SequenceNumber, _ header: TCPHeader, _ now: Instant
  ) -> Duration? {
    var sample: Duration?
    while !flight.isEmpty {
      let segment = flight[0]
      if segment.end <= acknowledgment {
        flight.removeFirst()
      } else if segment.start < acknowledgment {
        flight.trimFirst(acknowledgment - segment.start)
      } else {
        break
      }
      if segment.state != .sacked {
        if !segment.isRetransmitted { sample = now - segment.sentAt }
        noteDelivered(segment, header, now)
      }
    }
    let bytes = min(acknowledgment - send.unacknowledged, outgoing.count)
    // SYN and FIN are no bytes: neither is at the front when bytes are.
    if bytes > 0 { outgoing.drop(bytes) }
    send.unacknowledged = acknowledgment
    if recovery.forward < acknowledgment { recovery.forward = acknowledgment }
    return sample
  }

  /// A retransmission was acknowledged: the echo tells which of the two (RFC 7323, section 4.1).
  private func sampleEcho(_ echo: UInt32, _ now: Instant) {
    let elapsed = Int32(bitPattern: timestamps.value(now) &- echo)
    guard elapsed >= 0, elapsed < 600_000 else { return }
    roundTrip.sample(.milliseconds(Int64(max(elapsed, 1))))
  }

  /// Marks what the blocks say has arrived. True when one told of a duplicate.
  private func noteBlocks(
    _ header: TCPHeader, _ acknowledgment: SequenceNumber, _ now: Instant
  ) -> Bool {
    let blocks = header.options.sackBlocks
    guard usesSACK, !blocks.isEmpty else { return false }
    var hasDuplicate = false
    for index in 0..<blocks.count {
      let block = blocks[index]
      // What cannot be is ignored, block by block.
      guard block.left < block.right, block.right <= send.next else { continue }
      if block.right <= acknowledgment
        || (index == 0 && blocks.count > 1 && blocks[1].left <= block.left
          && block.right <= blocks[1].right)
      {
        if index == 0 {
          hasDuplicate = true
          noteNeedless(block.right - block.left)
        }
        continue
      }
      guard block.left >= send.unacknowledged else { continue }
      markSacked(block, header, now)
    }
    return hasDuplicate
  }

  private func markSacked(_ block: SACKBlock, _ header: TCPHeader, _ now: Instant) {
    var position = flight.position(endingBehind: block.left)
    while position < flight.count {
      var segment = flight[position]
      guard segment.start < block.right else { break }
      if segment.state == .sacked {
        position += 1
        continue
      }
      // Blocks of single bytes would cut what was sent to pieces: beyond a bound, parts do not count.
      let isPart = segment.start < block.left || block.right < segment.end
      if isPart, flight.count >= FlightQueue.splitLimit { return }
      if segment.start < block.left {
        flight.split(position, at: block.left - segment.start)
        position += 1
        continue
      }
      if block.right < segment.end {
        flight.split(position, at: block.right - segment.start)
        segment = flight[position]
      }
      noteDelivered(segment, header, now)
      segment.state = .sacked
      flight[position] = segment
      position += 1
    }
  }

  /// The peer has everything, our FIN too (RFC 9293, section 3.10.7.4, fifth). False: nothing more is to be done.
  private func finishClosing(_ now: Instant) -> Bool {
    guard isFINAcknowledged else { return true }
    switch state {
    case .finWait1:
      state = .finWait2
      restartIdleTimer(now)
      return true
    case .closing:
      beginTimeWait(now)
      return false
    case .lastAck:
      end()
      return false
    default: return true
    }
  }
}
