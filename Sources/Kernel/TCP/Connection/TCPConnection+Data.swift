// The text of segments, and FIN (RFC 9293, section 3.10.7.4, seventh and eighth).
//
//     receiving.next            receiving.edge
//          |  what is expected       |
//     ─────┼───────┬──────┬──────────┼─────
//      old | next  | gap  | early    | not promised
//
// Bytes go to their place in the buffer at once, early or not; `reassembly` knows which are there.

internal import Time
internal import Wire

extension TCPConnection {
  /// The offset in the stream of a sequence number at or behind RCV.NXT.
  private func position(_ number: SequenceNumber) -> Int {
    incoming.end + (number - receiving.next)
  }

  func receiveData(_ start: SequenceNumber, _ payload: RawSpan, _ now: Instant) {
    guard state.receivesData else {
      // After the peer's FIN nothing can come; what comes is refused by being acknowledged.
      needsAcknowledgment = true
      return
    }
    if isAbandoned, start + payload.byteCount > receiving.next {
      // RFC 9293, section 3.6.1: data for nobody is answered with a reset.
      needsReset = true
      fail(.aborted)
      return
    }
    acceptData(payload, at: start, now)
  }

  /// Takes what of `payload` is new and in the window.
  func acceptData(_ payload: RawSpan, at start: SequenceNumber, _ now: Instant) {
    guard !payload.isEmpty else { return }
    noteSize(payload.byteCount)
    let skipped = max(receiving.next - start, 0)
    let room = receiving.edge + receiving.tolerance - start
    let range = skipped..<min(payload.byteCount, room)
    guard skipped < payload.byteCount, skipped < room else {
      counts.duplicateSegments += 1
      if usesSACK { noteDuplicate(start, payload.byteCount) }
      needsAcknowledgment = true
      return
    }
    if skipped > 0, usesSACK { noteDuplicate(start, skipped) }
    if start <= receiving.next {
      takeInOrder(payload, range, now)
    } else {
      takeEarly(payload, range, at: start, now)
    }
  }

  private func takeInOrder(_ payload: RawSpan, _ range: Range<Int>, _ now: Instant) {
    var count = incoming.write(payload, range, at: incoming.end)
    incoming.extend(to: incoming.end + count)
    if count < range.count, !reassembly.isEmpty {
      // What came early is not worth more than what can be read now; it comes again (RFC 2018, section 8).
      dropEarly()
      let rest = incoming.write(
        payload, range.lowerBound + count..<range.upperBound, at: incoming.end)
      incoming.extend(to: incoming.end + rest)
      count += rest
    }
    if count < range.count { counts.refusedSegments += 1 }
    guard count > 0 else {
      needsAcknowledgment = true
      return
    }
    guard !reassembly.isEmpty || receiving.fin != nil else {
      arrived(count, now)
      return
    }
    let contiguous = reassembly.advance(to: receiving.next + count)
    let behind = contiguous - (receiving.next + count)
    incoming.extend(to: incoming.end + behind)
    incoming.holdsEarly = !reassembly.isEmpty
    arrived(count + behind, now)
    // A gap was filled, or some of it: at once (RFC 5681, section 4.2).
    needsAcknowledgment = true
    if let fin = receiving.fin, fin == receiving.next { takeFIN(now) }
  }

  private func takeEarly(
    _ payload: RawSpan, _ range: Range<Int>, at start: SequenceNumber, _ now: Instant
  ) {
    counts.earlySegments += 1
    needsAcknowledgment = true
    duplicatesDue = min(duplicatesDue + 1, TCPLimits.duplicatesDue)
    var block = SACKBlock(left: start, right: start + range.upperBound)
    if reassembly.contains(block) {
      noteDuplicate(start, range.upperBound)
      return
    }
    guard reassembly.hasRoom(for: block) else {
      counts.refusedSegments += 1
      return
    }
    let count = incoming.write(payload, range, at: position(start))
    if count < range.count { counts.refusedSegments += 1 }
    guard count > 0 else { return }
    block.right = start + count
    reassembly.insert(block)
    incoming.holdsEarly = true
  }

  private func dropEarly() {
    reassembly.removeAll()
    receiving.fin = nil
    incoming.holdsEarly = false
    incoming.dropEarly()
  }

  /// So many bytes from RCV.NXT on are there now.
  func arrived(_ count: Int, _ now: Instant) {
    receiving.next += count
    counts.bytesIn += count
    unacknowledgedBytes += count
    // RFC 9293, section 3.8.6.3: at least every second full segment is acknowledged, and none waits for longer
    // than the delay.
    if unacknowledgedBytes >= 2 * receiving.segmentSize {
      needsAcknowledgment = true
    } else if acknowledgmentDeadline == .distantFuture {
      acknowledgmentDeadline = now + settings.acknowledgmentDelay
    }
  }

  /// Of segments that a device has joined no size is known, but for the bound.
  func noteSize(_ byteCount: Int) {
    guard byteCount > receiving.segmentSize else { return }
    receiving.segmentSize = min(byteCount, settings.maximumSegmentSize)
  }

  /// To be reported as received twice (RFC 2883, section 4).
  func noteDuplicate(_ start: SequenceNumber, _ count: Int) {
    guard usesSACK else { return }
    let right = start + count
    let end = right < receiving.next || start >= receiving.next ? right : receiving.next
    receiving.duplicate = SACKBlock(left: start, right: end)
  }
}

// MARK: - FIN

extension TCPConnection {
  /// A FIN with this number.
  func acceptFIN(at number: SequenceNumber, _ now: Instant) {
    if number == receiving.next, state.receivesData {
      takeFIN(now)
    } else if number > receiving.next, state.receivesData,
      number <= receiving.edge + receiving.tolerance
    {
      // It must not be lost sight of when what is before it comes; a second one elsewhere is made up.
      if receiving.fin == nil { receiving.fin = number }
      needsAcknowledgment = true
    } else {
      needsAcknowledgment = true
      if state == .timeWait { beginTimeWait(now) }
    }
  }

  private func takeFIN(_ now: Instant) {
    receiving.next += 1
    receiving.fin = nil
    hasEnded = true
    if reassembly.count > 0 { dropEarly() }
    needsAcknowledgment = true
    switch state {
    case .established: state = .closeWait
    case .finWait1:
      if isFINAcknowledged { beginTimeWait(now) } else { state = .closing }
    case .finWait2: beginTimeWait(now)
    default: break
    }
  }

  var isFINAcknowledged: Bool { isFINSent && send.unacknowledged == send.next }

  /// RFC 9293, section 3.10.7.4, eighth: 2 MSL from now on.
  func beginTimeWait(_ now: Instant) {
    state = .timeWait
    stopTimers()
    flight.removeAll()
    outgoing.removeAll()
    idleDeadline = now + settings.segmentLifetime * 2
  }
}
