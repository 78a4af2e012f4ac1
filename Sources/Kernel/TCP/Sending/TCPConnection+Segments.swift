// What is to be sent next. One question, asked until the answer is nil; most urgent first:
//
//     reset ─ SYN ─ acknowledgment with SACK ─ what is lost ─ probes ─ new data, FIN ─ acknowledgment

public import Bytes
public import Time
internal import Wire

extension TCPConnection {
  /// The next segment to be sent; nil when there is none now.
  /// - Parameter limit: bytes of data at most: whole segments are cut out of more by the device (TSO). Less
  ///   than one full segment counts as one.
  @export(interface)
  public func nextSegment(now: Instant, limit: Int) -> TCPSegment? {
    guard let segment = chooseSegment(now, limit) else { return nil }
    counts.segmentsOut += 1
    return segment
  }

  /// Copies the data of a segment that `nextSegment` has just given to `offset` in `target`, and sums it. Trap:
  /// it does not fit, or the connection was used in between.
  @export(interface)
  public func copyPayload(
    of segment: TCPSegment, into target: inout MutableRawSpan, at offset: Int,
    checksum: inout InternetChecksum
  ) {
    outgoing.copy(
      segment.position, segment.payloadByteCount, into: &target, at: offset, checksum: &checksum)
  }

  private func chooseSegment(_ now: Instant, _ limit: Int) -> TCPSegment? {
    if needsReset || strayAcknowledgment != nil { return reset() }
    guard state != .closed else { return nil }
    if recovery.mustRetransmit, !flight.isEmpty, flight[0].hasSYN { return sendSYN(now) }
    guard state != .synSent, state != .synReceived else {
      return needsAcknowledgment && state == .synReceived ? acknowledgment(now) : nil
    }
    if needsAcknowledgment, !reassembly.isEmpty || receiving.duplicate != nil {
      return acknowledgment(now)
    }
    if flight.lost > 0, let segment = retransmission(now, limit) { return segment }
    if needsWindowProbe, let segment = windowProbe(now) { return segment }
    if let segment = newData(now, limit) { return segment }
    if needsKeepAlive { return keepAlive(now) }
    return needsAcknowledgment ? acknowledgment(now) : nil
  }
}

// MARK: - Headers

extension TCPConnection {
  /// A header with what every segment says: how far everything has arrived, the window, the clock.
  func header(_ flags: TCPFlags, _ sequence: SequenceNumber, _ now: Instant) -> TCPHeader {
    advanceEdge()
    var flags = flags.union(.ack)
    if echoesCongestion { flags.insert(.ece) }
    let units = (receiving.window + receiving.tolerance) >> Int(receiving.windowShift)
    var header = TCPHeader(
      sourcePort: localPort, destinationPort: remotePort, sequenceNumber: sequence,
      acknowledgmentNumber: receiving.next, flags: flags,
      window: UInt16(truncatingIfNeeded: min(units, 0xffff)))
    if timestamps.isUsed {
      header.options.timestamps = TCPTimestamps(
        value: timestamps.value(now), echo: timestamps.recent)
    }
    receiving.acknowledged = receiving.next
    needsAcknowledgment = false
    unacknowledgedBytes = 0
    acknowledgmentDeadline = .distantFuture
    return header
  }

  /// Opens the window as far as there is room, when that is worth telling (RFC 9293, section 3.8.6.2.2).
  /// True when it did.
  @discardableResult
  func advanceEdge() -> Bool {
    let space = min(settings.receiveBuffer - incoming.count, pool.bytesLeft)
    let edge = receiving.next + min(max(space, 0), 0xffff << Int(receiving.windowShift))
    guard edge - receiving.edge >= min(settings.receiveBuffer / 2, send.segmentSize) else {
      return false
    }
    receiving.edge = edge
    return true
  }

  private func acknowledgment(_ now: Instant) -> TCPSegment {
    let more = duplicatesDue > 1
    duplicatesDue = max(duplicatesDue - 1, 0)
    var header = header([], send.next, now)
    needsAcknowledgment = more
    if usesSACK { addBlocks(&header.options) }
    return TCPSegment(header: header)
  }

  /// RFC 2018, section 4; RFC 2883, section 4.
  private func addBlocks(_ options: inout TCPOptions) {
    let limit = timestamps.isUsed ? 3 : 4
    if let duplicate = receiving.duplicate {
      options.sackBlocks.append(duplicate)
      receiving.duplicate = nil
    }
    for index in 0..<reassembly.count where options.sackBlocks.count < limit {
      options.sackBlocks.append(reassembly[index])
    }
  }

  private func reset() -> TCPSegment {
    if let number = strayAcknowledgment {
      strayAcknowledgment = nil
      return TCPSegment(
        header: TCPHeader(
          sourcePort: localPort, destinationPort: remotePort, sequenceNumber: number, flags: .rst,
          window: 0))
    }
    needsReset = false
    return TCPSegment(
      header: TCPHeader(
        sourcePort: localPort, destinationPort: remotePort, sequenceNumber: send.next,
        acknowledgmentNumber: receiving.next, flags: [.rst, .ack], window: 0))
  }

  /// A number below the window, which the peer has to answer (RFC 9293, section 3.8.4).
  private func keepAlive(_ now: Instant) -> TCPSegment {
    needsKeepAlive = false
    return TCPSegment(header: header([], send.next - 1, now))
  }
}

// MARK: - SYN

extension TCPConnection {
  private func sendSYN(_ now: Instant) -> TCPSegment {
    recovery.mustRetransmit = false
    if isSYNSent {
      counts.retransmittedSegments += 1
      // Some drop what asks for ECN (RFC 3168, section 6.1.1.1).
      if state == .synSent { usesECN = false }
    }
    var segment = flight[0]
    segment.state = .inFlight
    segment.isRetransmitted = isSYNSent
    segment.sentAt = now
    flight[0] = segment
    isSYNSent = true
    lastSent = now
    if retransmissionDeadline <= now || retransmissionDeadline == .distantFuture {
      retransmissionDeadline = now + roundTrip.timeout
    }
    return TCPSegment(header: synHeader(now))
  }

  private func synHeader(_ now: Instant) -> TCPHeader {
    let answers = state == .synReceived
    var flags: TCPFlags = answers ? [.syn, .ack] : .syn
    if usesECN { flags.insert(answers ? .ece : [.ece, .cwr]) }
    // Not scaled (RFC 7323, section 2.2).
    let window = min(answers ? receiving.window : settings.receiveBuffer, 0xffff)
    var header = TCPHeader(
      sourcePort: localPort, destinationPort: remotePort, sequenceNumber: send.initial,
      acknowledgmentNumber: answers ? receiving.next : SequenceNumber(0), flags: flags,
      window: UInt16(truncatingIfNeeded: window))
    header.options.maximumSegmentSize = UInt16(
      truncatingIfNeeded: min(settings.maximumSegmentSize, 0xffff))
    header.options.sackPermitted = usesSACK
    if usesWindowScale { header.options.windowScale = receiving.windowShift }
    if timestamps.isUsed {
      header.options.timestamps = TCPTimestamps(
        value: timestamps.value(now), echo: answers ? timestamps.recent : 0)
    }
    needsAcknowledgment = false
    return header
  }
}
