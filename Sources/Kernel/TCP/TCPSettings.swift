// What may be set for a connection, with the reasons of the defaults.

public import Time

/// The parameters of a connection.
public struct TCPSettings: Sendable {
  /// MSS that is announced: what a segment to this side may carry. Ethernet's 1500 less IPv4's headers.
  public var maximumSegmentSize = 1460
  /// MSS of a peer that announces none: 536 over IPv4, 1220 over IPv6 (RFC 9293, section 3.7.1).
  public var defaultSegmentSize = 536
  /// Bytes that are kept for the application to read; the greatest window.
  public var receiveBuffer = 256 << 10
  /// Bytes that are kept until the peer has acknowledged them.
  public var sendBuffer = 256 << 10
  /// How the congestion window grows and is reduced.
  public var congestionAlgorithm = TCPCongestionAlgorithm.cubic
  /// Small segments wait for acknowledgments of what is on its way (RFC 9293, section 3.7.4).
  public var usesNagle = true
  /// RFC 7323, section 3.
  public var usesTimestamps = true
  /// RFC 7323, section 2.
  public var usesWindowScale = true
  /// RFC 2018; without it there is no RACK.
  public var usesSelectiveAcknowledgment = true
  /// RFC 3168; asked for when connecting, agreed to when asked.
  public var usesExplicitCongestion = true
  /// How long an acknowledgment may wait for company; RFC 9293, section 3.8.6.3 allows 500 ms.
  public var acknowledgmentDelay = Duration.milliseconds(40)
  /// Before the round trip is known (RFC 6298, section 2.1).
  public var initialTimeout = Duration.seconds(1)
  /// Deviates: RFC 6298, section 2.4 says 1 s. Links are quicker now, and timestamps, SACK and tail loss
  /// probes make needless retransmissions rare; the delay of acknowledgments of common peers is below.
  public var minimumTimeout = Duration.milliseconds(200)
  /// RFC 6298, section 2.5 allows 60 s and more.
  public var maximumTimeout = Duration.seconds(60)
  /// How long a SYN is repeated: R2 is at least 3 minutes (RFC 9293, section 3.8.3).
  public var connectTimeout = Duration.seconds(180)
  /// How long a passive opening waits for the last of three segments.
  public var acceptTimeout = Duration.seconds(60)
  /// How long data is repeated that nobody acknowledges: R2 is at least 100 s (RFC 9293, section 3.8.3).
  public var userTimeout = Duration.seconds(120)
  /// Idle time before the peer is asked whether it is still there; nil: never (RFC 9293, section 3.8.4 wants
  /// it off by default, and two hours).
  public var keepAlive: Duration? = nil
  /// Between questions that are not answered.
  public var keepAliveInterval = Duration.seconds(75)
  /// Questions before the connection is given up.
  public var keepAliveProbes = 9
  /// MSL. Deviates: RFC 9293, section 3.4.2 says two minutes; the longest that a packet lives in today's
  /// networks is far less, and TIME-WAIT holds 2 MSL.
  public var segmentLifetime = Duration.seconds(30)
  /// How long FIN-WAIT-2 lasts when nobody reads any more.
  public var abandonedTimeout = Duration.seconds(60)
  /// Challenge and duplicate acknowledgments in a second (RFC 5961, section 7). Of each connection by itself:
  /// a count for all of them tells an attacker whether its guess was right (CVE-2016-5696).
  public var challengesPerSecond = 100

  public init() {}
}
