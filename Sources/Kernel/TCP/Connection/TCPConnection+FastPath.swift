// Header prediction (Van Jacobson): of a stream that flows, nearly every segment is either the next data with
// nothing new in its acknowledgment, or an acknowledgment of new data without data. Both are told by a few
// comparisons, and need none of the RFC's steps but those here.

internal import Bytes
internal import Time
internal import Wire

extension TCPConnection {
  /// Deals with a segment that is just what was expected. False, and nothing done: it is another.
  func receivePredicted(
    _ header: TCPHeader, _ payload: RawSpan, _ mark: ExplicitCongestion, _ now: Instant
  ) -> Bool {
    let flags = header.flags.subtracting(.psh)
    guard state == .established, flags == .ack, header.sequenceNumber == receiving.next,
      mark != .experienced, reassembly.isEmpty, receiving.fin == nil, !isAbandoned,
      header.window != 0, send.window != 0
    else { return false }
    if timestamps.isUsed {
      guard let theirs = header.options.timestamps, !timestamps.isOld(theirs.value, now) else {
        return false
      }
    }
    return payload.isEmpty
      ? acknowledgePredicted(header, now) : takePredicted(header, payload, now)
  }

  /// Whether the acknowledgment is of new data, and nothing is amiss.
  private func isPlain(_ header: TCPHeader) -> Bool {
    recovery.phase == .open && header.options.sackBlocks.isEmpty && recovery.duplicates == 0
      && flight.sacked == 0 && flight.lost == 0 && !isFINSent
      && header.acknowledgmentNumber > send.unacknowledged
      && header.acknowledgmentNumber <= send.next
  }

  /// A pure acknowledgment.
  private func acknowledgePredicted(_ header: TCPHeader, _ now: Instant) -> Bool {
    guard isPlain(header) else { return false }
    counts.predictedSegments += 1
    acceptPredicted(header, now)
    return true
  }

  private func acceptPredicted(_ header: TCPHeader, _ now: Instant) {
    rememberTimestamp(header, now)
    updateWindow(
      Int(header.window) << Int(send.windowShift), sequence: header.sequenceNumber,
      header.acknowledgmentNumber)
    if header.acknowledgmentNumber > send.unacknowledged {
      acknowledge(header.acknowledgmentNumber, header, now)
    }
    heardFromPeer(now)
  }

  /// The next data, with an acknowledgment that is new or the same.
  private func takePredicted(_ header: TCPHeader, _ payload: RawSpan, _ now: Instant) -> Bool {
    guard isPlain(header) || header.acknowledgmentNumber == send.unacknowledged,
      payload.byteCount <= receiving.edge - receiving.next
    else { return false }
    let count = incoming.append(payload, limit: payload.byteCount)
    guard count > 0 else { return false }
    counts.predictedSegments += 1
    acceptPredicted(header, now)
    noteSize(payload.byteCount)
    arrived(count, now)
    return true
  }
}
