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
      if receiving.acknowledged == receiving.next || header.sequenceNumber <= receiving.acknowledged
      {
        timestamps.recent = theirs.value
        timestamps.recentAt = now
      }
    }
    if payload.isEmpty { return acknowledgePredicted(header, now) }
    return takePredicted(header, payload, now)
  }

  /// A pure acknowledgment, while nothing is amiss.
  private func acknowledgePredicted(_ header: TCPHeader, _ now: Instant) -> Bool {
    let acknowledgment = header.acknowledgmentNumber
    guard recovery.phase == .open, header.options.sackBlocks.isEmpty, recovery.duplicates == 0,
      flight.sacked == 0, flight.lost == 0, acknowledgment > send.unacknowledged,
      acknowledgment <= send.next, !isFINSent
    else { return false }
    counts.predictedSegments += 1
    updateWindow(
      Int(header.window) << Int(send.windowShift), sequence: header.sequenceNumber, acknowledgment)
    acknowledge(acknowledgment, header, now)
    heardFromPeer(now)
    return true
  }

  /// The next data, with nothing new in its acknowledgment.
  private func takePredicted(_ header: TCPHeader, _ payload: RawSpan, _ now: Instant) -> Bool {
    guard header.acknowledgmentNumber == send.unacknowledged,
      payload.byteCount <= receiving.edge - receiving.next,
      // What a window that opens sets off is not done here.
      Int(header.window) << Int(send.windowShift) == send.window || flight.isEmpty
    else { return false }
    let count = incoming.append(payload, limit: payload.byteCount)
    guard count > 0 else { return false }
    counts.predictedSegments += 1
    updateWindow(
      Int(header.window) << Int(send.windowShift), sequence: header.sequenceNumber,
      header.acknowledgmentNumber)
    arrived(count, now)
    heardFromPeer(now)
    return true
  }
}
