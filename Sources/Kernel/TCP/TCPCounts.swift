/// What a connection has done.
public struct TCPCounts: Equatable, Sendable {
  public internal(set) var segmentsIn = 0
  public internal(set) var segmentsOut = 0
  public internal(set) var bytesIn = 0
  public internal(set) var bytesOut = 0
  public internal(set) var retransmittedSegments = 0
  public internal(set) var retransmittedBytes = 0
  /// Expirations of the retransmission timer.
  public internal(set) var timeouts = 0
  public internal(set) var fastRecoveries = 0
  /// Recoveries in which nothing had been lost.
  public internal(set) var undoneReductions = 0
  public internal(set) var tailLossProbes = 0
  public internal(set) var windowProbes = 0
  public internal(set) var duplicateAcknowledgments = 0
  /// Segments that came early.
  public internal(set) var earlySegments = 0
  /// Segments of which nothing was new.
  public internal(set) var duplicateSegments = 0
  /// Segments that PAWS refused.
  public internal(set) var oldSegments = 0
  public internal(set) var challenges = 0
  /// Segments that were not taken, for want of memory or of room in the reassembly queue.
  public internal(set) var refusedSegments = 0
  /// Reductions because of marks of congestion.
  public internal(set) var congestionMarks = 0
  /// Segments that header prediction dealt with.
  public internal(set) var predictedSegments = 0

  public init() {}
}
