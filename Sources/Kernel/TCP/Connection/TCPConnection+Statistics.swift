public import Time
internal import Wire

/// A connection as it is now: for people who look at it.
public struct TCPStatistics: Sendable {
  public var state: TCPState
  public var counts: TCPCounts
  /// Bytes that the peer will take beyond what it has acknowledged.
  public var sendWindow: Int
  /// Bytes that this side has promised to take.
  public var receiveWindow: Int
  public var sendWindowShift: UInt8
  public var receiveWindowShift: UInt8
  /// Bytes of data in a full segment.
  public var segmentSize: Int
  /// Sequence space that is sent and not acknowledged.
  public var outstanding: Int
  /// Bytes that were written and not acknowledged.
  public var sendQueue: Int
  /// Bytes that have arrived and were not read.
  public var receiveQueue: Int
  /// Ranges that have arrived behind gaps.
  public var earlyRanges: Int
  /// Sequence space that the peer has acknowledged selectively.
  public var sacked: Int
  /// Sequence space that is believed to be lost.
  public var lost: Int
  /// Bytes of chunks in both buffers.
  public var bufferMemory: Int
  /// Smoothed; nil before there is a sample.
  public var roundTrip: Duration?
  public var roundTripVariation: Duration
  public var leastRoundTrip: Duration
  public var retransmissionTimeout: Duration
  public var backoff: Int
  public var congestionWindow: Int
  /// nil before the first reduction.
  public var slowStartThreshold: Int?
  public var algorithm: TCPCongestionAlgorithm
  public var isRecovering: Bool
  public var usesTimestamps: Bool
  public var usesSelectiveAcknowledgment: Bool
  public var usesExplicitCongestion: Bool
  public var sawReordering: Bool
  public var softError: TCPUnreachable?
}

extension TCPConnection {
  /// O(1).
  public var statistics: TCPStatistics {
    TCPStatistics(
      state: state, counts: counts, sendWindow: send.window, receiveWindow: receiving.window,
      sendWindowShift: send.windowShift, receiveWindowShift: receiving.windowShift,
      segmentSize: send.segmentSize, outstanding: send.outstanding, sendQueue: outgoing.count,
      receiveQueue: incoming.count, earlyRanges: reassembly.count, sacked: flight.sacked,
      lost: flight.lost,
      bufferMemory: outgoing.byteCountInUse + incoming.byteCountInUse,
      roundTrip: roundTrip.hasSample ? roundTrip.smoothed : nil,
      roundTripVariation: roundTrip.variation, leastRoundTrip: roundTrip.minimum,
      retransmissionTimeout: roundTrip.timeout, backoff: roundTrip.backoff,
      congestionWindow: congestion.window,
      slowStartThreshold: congestion.threshold == .max ? nil : congestion.threshold,
      algorithm: congestion.algorithm, isRecovering: recovery.phase != .open,
      usesTimestamps: timestamps.isUsed, usesSelectiveAcknowledgment: usesSACK,
      usesExplicitCongestion: usesECN, sawReordering: recovery.sawReordering, softError: softError)
  }
}
