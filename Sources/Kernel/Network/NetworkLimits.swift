internal import Time

/// Every capacity and patience of this module, with its unit and reason.
enum NetworkLimits {
  /// Neighbours of an interface; a home has a few, a flood of made-up ones must end somewhere.
  static let neighbors = 512
  /// Packets that wait for one neighbour's answer: RFC 1122, section 2.3.2.2 wants one at least.
  static let waitingPackets = 4
  /// Questions before a neighbour is given up (RFC 4861, section 10: MAX_MULTICAST_SOLICIT).
  static let questions = 3
  static let questionInterval = Duration.seconds(1)
  /// REACHABLE_TIME and DELAY_FIRST_PROBE_TIME.
  static let reachableTime = Duration.seconds(30)
  static let firstProbeDelay = Duration.seconds(5)
  /// Between two defences of an address (RFC 5227, section 1.1: DEFEND_INTERVAL).
  static let defendInterval = Duration.seconds(10)

  /// Datagrams that are being put together at once, and bytes of all of them.
  static let reassemblies = 16
  static let reassemblyBytes = 256 << 10
  /// Pieces of one.
  static let reassemblyPieces = 64
  /// RFC 1122, section 3.3.2 says 60 to 120 s; Linux and others have 30.
  static let reassemblyTime = Duration.seconds(30)

  /// Bytes that every IPv4 host takes in one piece (RFC 791, section 3.2), and below which no path is taken to
  /// be: RFC 1191's 68 would let an attacker make a stream of headers.
  static let leastPathMTU = 552
  static let paths = 128
  /// Until a larger one is tried again (RFC 1191, section 6.3).
  static let pathTime = Duration.seconds(600)

  /// Errors that are sent in a second (RFC 1812, section 4.3.2.8; RFC 4443, section 2.4 (f)).
  static let errorsPerSecond = 1000
  /// Bytes of a datagram that an ICMP error quotes: so that it fits into 576 (RFC 1812, section 4.3.2.3).
  static let quotedBytes = 576 - 20 - 8

  /// Bytes of datagrams that wait for an application.
  static let datagramBytes = 256 << 10
  /// Ports that are given out (RFC 6335, section 6).
  static let ephemeralPorts: ClosedRange<UInt16> = 49152...65535
  /// Bytes of a datagram from this host to itself, where no interface says.
  static let loopbackUnit = 1500
  /// Frames that are taken from a device before others get the processor.
  static let burst = 64
  /// Bytes of TCP's data that one datagram has room for behind headers with all options: a device cuts it.
  static let segmentedBytes = 65535 - 20 - 60
  /// Between two looks whether there is memory for a connection again.
  static let memoryPause = Duration.milliseconds(20)
  /// What a datagram that waits takes beside its bytes, roughly.
  static let datagramOverhead = 64
  /// Bytes of buffers of all connections.
  static let connectionBytes = 16 << 20
  static let connections = 20_000
}
