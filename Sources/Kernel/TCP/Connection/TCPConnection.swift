// One connection. See TCPState.swift for how it is used.
//
//     TCPConnection              what it knows, opening, closing
//       +Receive                 RFC 9293, section 3.10.7: a segment arrives
//       +FastPath                header prediction: the two commonest segments
//       +Acknowledgment          what an ACK says; +Loss: RACK, NewReno, recovery
//       +Data                    what arrives, in order and early; FIN
//       +Segments                nextSegment; +Retransmission
//       +Timers                  deadline, timerFired
//       +Application             write, read, close, abort
//
// An idle connection has no buffer and no timer. All of its memory is: the object, room for a few sent segments,
// and chunks of the pool while bytes are in its buffers.

public import Time
public import Wire

/// The state of one connection, from its first segment to the end of TIME-WAIT.
public final class TCPConnection {
  public let settings: TCPSettings
  public let localPort: Port
  public let remotePort: Port

  /// As RFC 9293 names it.
  public internal(set) var state: TCPState
  /// Why it ended; nil while it has not, or when it ended well.
  public internal(set) var failure: TCPFailure?

  var send: SendSpace
  var receiving = ReceiveSpace()
  var outgoing: StreamBuffer
  var incoming: StreamBuffer
  let pool: BufferPool
  var reassembly = Reassembly()
  var flight = FlightQueue()
  var roundTrip: RoundTripEstimator
  var congestion: CongestionControl
  var timestamps: TimestampState
  var recovery = RecoveryState()
  var counts = TCPCounts()

  // What was agreed on.
  var usesSACK = false
  var usesECN = false
  /// SYN carries a window scale.
  var usesWindowScale: Bool
  /// The opening was the peer's.
  let isPassive: Bool

  // What the application wants.
  /// `close` was called: FIN follows what was written.
  var isClosing = false
  /// Nobody reads any more.
  var isAbandoned = false
  /// The peer's FIN has arrived, and all before it.
  public internal(set) var hasEnded = false

  // What is to be sent.
  var needsReset = false
  /// An acknowledgment of what was never sent is answered with a reset that has its number.
  var strayAcknowledgment: SequenceNumber?
  var needsAcknowledgment = false
  /// Acknowledgments of segments that came early: one each, so that the peer can count them (RFC 5681).
  var duplicatesDue = 0
  /// Bytes that have arrived since the last acknowledgment.
  var unacknowledgedBytes = 0
  var isSYNSent = false
  var isFINSent = false
  /// A probe into a closed window, or a small segment that has waited long enough, is due.
  var needsWindowProbe = false
  var needsKeepAlive = false
  /// A tail loss probe with new data is due.
  var sendsProbe = false
  /// Marks of congestion were seen, and the peer has not yet said that it heeds them (RFC 3168, section 6.1.3).
  var echoesCongestion = false
  /// The next new data says that the window was reduced.
  var announcesReduction = false

  // Deadlines; `distantFuture` for none.
  var retransmissionDeadline = Instant.distantFuture
  var probeDeadline = Instant.distantFuture
  var reorderingDeadline = Instant.distantFuture
  var acknowledgmentDeadline = Instant.distantFuture
  /// Of keep-alive, FIN-WAIT-2 of an abandoned connection, and TIME-WAIT.
  var idleDeadline = Instant.distantFuture
  var keepAliveCount = 0

  /// When the peer last acknowledged anything or nothing was outstanding: since then it is silent.
  var lastProgress: Instant
  /// When data was last sent.
  var lastSent: Instant
  var challengePeriod: Instant
  var challengeCount = 0
  /// What routers said, for the case that the connection fails (RFC 5927).
  public internal(set) var softError: TCPUnreachable?

  /// An active opening: the first segment is a SYN.
  /// - Parameters:
  ///   - initialSequence: from `TCPSequenceSource`.
  ///   - timestampOffset: from `TCPSequenceSource`.
  public convenience init(
    connectFrom localPort: Port, to remotePort: Port, settings: TCPSettings, pool: BufferPool,
    initialSequence: SequenceNumber, timestampOffset: UInt32, now: Instant
  ) {
    self.init(
      .synSent, localPort, remotePort, settings, pool, initialSequence, timestampOffset, now)
    queueSYN(now)
  }

  /// A passive opening: the answer to a SYN that came to a listener. The first segment is a SYN with ACK.
  /// - Parameter opening: from a `TCPListenQueue`.
  public convenience init(
    accept opening: TCPOpening, settings: TCPSettings, pool: BufferPool,
    initialSequence: SequenceNumber, timestampOffset: UInt32, now: Instant
  ) {
    self.init(
      .synReceived, opening.localPort, opening.remotePort, settings, pool, initialSequence,
      timestampOffset, now)
    agree(opening.options, usesECN: opening.usesECN, now)
    begin(receivingFrom: opening.sequenceNumber)
    // A window with SYN is never scaled (RFC 7323, section 2.2).
    updateWindow(Int(opening.window), sequence: opening.sequenceNumber, send.unacknowledged)
    if opening.isProven { stand(now) } else { queueSYN(now) }
  }

  /// What both openings have in common.
  private init(
    _ state: TCPState, _ localPort: Port, _ remotePort: Port, _ settings: TCPSettings,
    _ pool: BufferPool, _ initialSequence: SequenceNumber, _ timestampOffset: UInt32,
    _ now: Instant
  ) {
    self.settings = settings
    self.localPort = localPort
    self.remotePort = remotePort
    self.pool = pool
    self.state = state
    isPassive = state == .synReceived
    send = SendSpace(initial: initialSequence, segmentSize: settings.defaultSegmentSize)
    outgoing = StreamBuffer(pool: pool, isForSending: true)
    incoming = StreamBuffer(pool: pool, isForSending: false)
    roundTrip = RoundTripEstimator(
      bounds: settings.minimumTimeout...settings.maximumTimeout, initial: settings.initialTimeout)
    congestion = CongestionControl(
      algorithm: settings.congestionAlgorithm, segmentSize: settings.defaultSegmentSize)
    timestamps = TimestampState(isUsed: settings.usesTimestamps, offset: timestampOffset)
    usesSACK = settings.usesSelectiveAcknowledgment
    usesECN = settings.usesExplicitCongestion
    usesWindowScale = settings.usesWindowScale
    lastProgress = now
    lastSent = now
    challengePeriod = now
    receiving.windowShift = Self.windowShift(settings)
  }

  deinit {
    outgoing.removeAll()
    incoming.removeAll()
  }
}

// MARK: - Opening

extension TCPConnection {
  /// So that the whole buffer fits into a window's field of 16 bits.
  static func windowShift(_ settings: TCPSettings) -> UInt8 {
    guard settings.usesWindowScale else { return 0 }
    var shift: UInt8 = 0
    while shift < 14, settings.receiveBuffer >> Int(shift) > 0xffff { shift += 1 }
    return shift
  }

  func queueSYN(_ now: Instant) {
    // It was never sent: `lost` is what waits to be sent.
    flight.append(
      SentSegment(start: send.initial, length: 1, state: .lost, hasSYN: true, sentAt: now))
    send.next = send.initial + 1
    recovery.mustRetransmit = true
  }

  /// Both sides' SYN are known: what both can is used.
  func agree(_ options: TCPOptions, usesECN peerUsesECN: Bool, _ now: Instant) {
    usesSACK = usesSACK && options.sackPermitted
    usesECN = usesECN && peerUsesECN
    if let theirs = options.timestamps, timestamps.isUsed {
      timestamps.recent = theirs.value
      timestamps.recentAt = now
    } else {
      timestamps.isUsed = false
    }
    if let shift = options.windowScale, usesWindowScale {
      send.windowShift = min(shift, 14)
    } else {
      usesWindowScale = false
      receiving.windowShift = 0
    }
    let announced = options.maximumSegmentSize.map { Int($0) } ?? settings.defaultSegmentSize
    // Options that every segment has count (RFC 6691). Less than 48 is nobody's maximum: it would make a
    // stream of headers (as with 8 bytes in 2019's CVE-2019-11479).
    let size = min(max(announced, TCPLimits.leastSegmentSize), settings.maximumSegmentSize)
    send.segmentSize = max(size - (timestamps.isUsed ? 12 : 0), TCPLimits.leastPayload)
  }

  /// The peer's SYN has this number.
  func begin(receivingFrom initial: SequenceNumber) {
    receiving.initial = initial
    receiving.segmentSize = min(TCPLimits.usualSegmentSize, settings.maximumSegmentSize)
    receiving.next = initial + 1
    receiving.acknowledged = receiving.next
    receiving.edge = receiving.next
    _ = advanceEdge()
  }

  /// ESTABLISHED.
  func stand(_ now: Instant) {
    state = .established
    let lostSYN = counts.retransmittedSegments > 0
    if flight.isEmpty, send.next == send.initial {
      // From a cookie: SYN was sent and acknowledged without this object.
      send.next = send.initial + 1
      send.unacknowledged = send.next
    }
    congestion.begin(segmentSize: send.segmentSize, lostSYN: lostSYN)
    if lostSYN { roundTrip.becomeCautious() }
    lastProgress = now
    if isClosing { state = .finWait1 }
    restartIdleTimer(now)
  }
}
