// LISTEN (RFC 9293, section 3.10.7.2), with a bound. A SYN makes a connection while fewer than `backlog` are half
// open or wait to be taken by the application. Beyond that the half-open ones are answered with cookies and
// nothing is remembered, so that a flood of SYNs costs one segment each, and who is real gets in all the same.
//
//     SYN ──► room? ──► .accept: a connection in SYN-RECEIVED       half open
//               └no──► .answer: SYN, ACK with a cookie              nothing
//     ACK ──► cookie? ─► .accept: a connection in ESTABLISHED       ready
//               └no──► .answer: reset

public import Time
public import Wire

/// Who may become a connection of one listener.
public struct TCPListenQueue: Sendable {
  /// Half-open connections, and complete ones that the application has not taken, each.
  public let backlog: Int
  /// Connections in SYN-RECEIVED.
  public private(set) var halfOpen = 0
  /// Connections that wait for the application.
  public private(set) var ready = 0
  /// SYNs that were answered with a cookie.
  public private(set) var cookiesSent = 0
  /// Connections that were made of a cookie.
  public private(set) var cookiesAccepted = 0
  /// Acknowledgments that were no cookie's.
  public private(set) var cookiesRefused = 0
  /// SYNs and cookies that came while too many waited for the application.
  public private(set) var overflows = 0

  private let key: TCPKey
  /// Until then acknowledgments may be cookies'.
  private var cookiesUntil = Instant.zero

  /// - Parameter key: the one of `TCPSequenceSource.timestampOffset` for the connections that are made.
  public init(backlog: Int, key: TCPKey) {
    self.backlog = max(backlog, 1)
    self.key = key
  }

  /// What is to be done with a segment.
  public enum Answer: Equatable, Sendable {
    /// Make a connection of it. `initialSequence`: the cookie's, or nil: a new one. An opening that `isProven`
    /// counts as ready already, and the segment is the new connection's first: give it to `receive`.
    case accept(TCPOpening, initialSequence: SequenceNumber?)
    /// Send this, and forget it.
    case answer(TCPHeader)
    case ignore
  }

  /// A segment for this listener that belongs to no connection.
  @export(interface)
  public mutating func receive(
    _ header: TCPHeader, payloadByteCount: Int, endpoints: TCPEndpoints, settings: TCPSettings,
    now: Instant
  ) -> Answer {
    if header.flags.contains(.rst) || endpoints.isLoop { return .ignore }
    if header.flags.contains(.ack) {
      return receiveAcknowledgment(header, payloadByteCount, endpoints, settings, now)
    }
    // A SYN with FIN is nobody's; data that comes with SYN is sent again, for it is not acknowledged.
    guard header.flags.contains(.syn), !header.flags.contains(.fin) else { return .ignore }
    guard ready < backlog else {
      overflows += 1
      return .ignore
    }
    if halfOpen < backlog {
      halfOpen += 1
      return .accept(TCPOpening(syn: header), initialSequence: nil)
    }
    cookiesSent += 1
    cookiesUntil = now + .seconds(128)
    return .answer(cookie(for: header, endpoints, settings, now))
  }

  /// A connection of this listener stands: it waits for the application.
  public mutating func connectionStood() {
    halfOpen = max(halfOpen - 1, 0)
    ready += 1
  }

  /// A half-open connection has ended.
  public mutating func connectionFailed() { halfOpen = max(halfOpen - 1, 0) }

  /// The application has taken a connection, or one that waited for it has ended.
  public mutating func connectionTaken() { ready = max(ready - 1, 0) }
}

// MARK: - Cookies

extension TCPListenQueue {
  private func cookie(
    for syn: TCPHeader, _ endpoints: TCPEndpoints, _ settings: TCPSettings, _ now: Instant
  ) -> TCPHeader {
    let cookie = SYNCookie(endpoints: endpoints, key: key, now: now)
    var header = TCPHeader(
      sourcePort: syn.destinationPort, destinationPort: syn.sourcePort,
      sequenceNumber: cookie.number(for: syn, defaultSize: settings.defaultSegmentSize),
      acknowledgmentNumber: syn.sequenceNumber + 1, flags: [.syn, .ack],
      window: UInt16(truncatingIfNeeded: min(settings.receiveBuffer, 0xffff)))
    header.options.maximumSegmentSize = UInt16(
      truncatingIfNeeded: min(settings.maximumSegmentSize, 0xffff))
    guard let theirs = syn.options.timestamps, settings.usesTimestamps else { return header }
    let state = TimestampState(
      isUsed: true, offset: TCPSequenceSource.timestampOffset(of: endpoints, key: key))
    header.options.timestamps = TCPTimestamps(
      value: SYNCookie.timestamp(state.value(now), remembering: syn), echo: theirs.value)
    header.options.sackPermitted =
      syn.options.sackPermitted && settings.usesSelectiveAcknowledgment
    if syn.options.windowScale != nil, settings.usesWindowScale {
      header.options.windowScale = TCPConnection.windowShift(settings)
    }
    if syn.flags.isSuperset(of: [.ece, .cwr]), settings.usesExplicitCongestion {
      header.flags.insert(.ece)
    }
    return header
  }

  private mutating func receiveAcknowledgment(
    _ header: TCPHeader, _ payloadByteCount: Int, _ endpoints: TCPEndpoints,
    _ settings: TCPSettings, _ now: Instant
  ) -> Answer {
    let peer = header.sequenceNumber - 1
    let number = header.acknowledgmentNumber - 1
    let cookie = SYNCookie(endpoints: endpoints, key: key, now: now)
    guard now < cookiesUntil, !header.flags.contains(.syn),
      let size = cookie.segmentSize(in: number, peer: peer)
    else {
      if now < cookiesUntil { cookiesRefused += 1 }
      return TCPReset.answer(to: header, payloadByteCount: payloadByteCount).map { .answer($0) }
        ?? .ignore
    }
    guard ready < backlog else {
      overflows += 1
      return .ignore
    }
    cookiesAccepted += 1
    ready += 1
    return .accept(opening(header, peer, size, settings), initialSequence: number)
  }

  private func opening(
    _ header: TCPHeader, _ peer: SequenceNumber, _ size: UInt16, _ settings: TCPSettings
  ) -> TCPOpening {
    var opening = TCPOpening(syn: header)
    opening.sequenceNumber = peer
    opening.options = TCPOptions()
    opening.options.maximumSegmentSize = size
    opening.usesECN = false
    opening.isProven = true
    if let theirs = header.options.timestamps {
      opening.options.timestamps = theirs
      SYNCookie.recall(theirs.echo, into: &opening)
    }
    return opening
  }
}
