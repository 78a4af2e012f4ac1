// Timestamps and PAWS (RFC 7323), marks of congestion (RFC 3168), keep-alive (RFC 9293, section 3.8.4), what routers
// say (RFC 5927, RFC 1191).

import TCP
import Testing
import Time
import Wire

@Suite struct ExtensionTests {
  private static var withTimestamps: TCPSettings {
    var settings = Trace.plain
    settings.usesTimestamps = true
    return settings
  }

  private static func timestamped() -> Trace {
    Trace.established(withTimestamps, options: "mss 1000,TS val 0 ecr 0")
  }

  // MARK: - Timestamps

  @Test func `the peer's timestamp is echoed`() {
    let trace = Self.timestamped()
    trace.advance(30)
    trace.inject("P. 1:11(10) ack 1 win 9 <TS val 70 ecr 0>")
    trace.write(5)
    trace.expect("P. 1:6(5) ack 11 win 65525 <TS val 30 ecr 70>")
  }

  @Test func `the echo is of the segment that is acknowledged, not of a later one`() {
    let trace = Self.timestamped()
    trace.inject("P. 1:11(10) ack 1 win 9 <TS val 70 ecr 0>")
    trace.inject("P. 11:21(10) ack 1 win 9 <TS val 80 ecr 0>")
    trace.advance(40)
    trace.expect(". 1:1(0) ack 21 win 65515 <TS val 40 ecr 70>")
    trace.inject("P. 31:41(10) ack 1 win 9 <TS val 90 ecr 0>")
    trace.expect(". 1:1(0) ack 21 win 65515 <TS val 40 ecr 70>")
  }

  @Test func `a segment from an earlier turn of the numbers is refused`() {
    let trace = Self.timestamped()
    trace.inject("P. 1:11(10) ack 1 win 9 <TS val 70 ecr 0>")
    _ = trace.readAll()
    trace.inject("P. 11:21(10) ack 1 win 9 <TS val 69 ecr 0>")
    trace.expect(". 1:1(0) ack 11")
    #expect(trace.connection.readableByteCount == 0)
    #expect(trace.connection.statistics.counts.oldSegments == 1)
  }

  @Test func `after 24 days a timestamp proves nothing`() {
    let trace = Self.timestamped()
    trace.inject("P. 1:11(10) ack 1 win 9 <TS val 70 ecr 0>")
    trace.advance(25 * 86_400_000)
    _ = trace.drain()
    trace.inject("P. 11:21(10) ack 1 win 9 <TS val 5 ecr 0>")
    #expect(trace.connection.readableByteCount == 20)
  }

  @Test func `an old reset is looked at all the same`() {
    let trace = Self.timestamped()
    trace.inject("R 1:1(0) win 0")
    #expect(trace.connection.failure == .reset)
  }

  @Test func `a segment without the timestamp that was agreed on is dropped`() {
    let trace = Self.timestamped()
    trace.inject("P. 1:11(10) ack 1 win 9")
    trace.expectNothing()
    #expect(trace.connection.readableByteCount == 0)
  }

  @Test func `timestamps take their place in segments`() {
    let trace = Self.timestamped()
    trace.write(2000)
    trace.expect(". 1:989(988) ack 1", ". 989:1977(988) ack 1", "P. 1977:2001(24) ack 1")
  }

  // MARK: - Congestion

  private static func congestible() -> Trace {
    var settings = Trace.plain
    settings.usesExplicitCongestion = true
    let trace = Trace(
      accepting: "SEW 0:0(0) win 65535 <mss 1000>", settings: settings)
    trace.expect("SE. 0:0(0) ack 1")
    trace.inject(". 1:1(0) ack 1 win 65535")
    return trace
  }

  @Test func `a mark is echoed until the peer has heeded it`() {
    let trace = Self.congestible()
    trace.inject("P. 1:11(10) ack 1 win 9", mark: .experienced)
    trace.expect("E. 1:1(0) ack 11")
    trace.inject("P. 11:21(10) ack 1 win 9")
    trace.advance(40)
    trace.expect("E. 1:1(0) ack 21")
    trace.inject("PW. 21:31(10) ack 1 win 9")
    trace.advance(40)
    trace.expect(". 1:1(0) ack 31")
  }

  @Test func `an echoed mark reduces the window once a round trip`() {
    let trace = Self.congestible()
    trace.write(20_000)
    #expect(trace.drain().count == 10)
    #expect(trace.lastCongestion == .capable0)
    trace.inject(".E 1:1(0) ack 1001 win 65535")
    #expect(trace.connection.statistics.congestionWindow == 5000)
    trace.inject(".E 1:1(0) ack 2001 win 65535")
    #expect(trace.connection.statistics.congestionWindow == 5000)
    trace.inject(".E 1:1(0) ack 6001 win 65535")
    let next = trace.drain()
    #expect(next.first?.header.flags.contains(.cwr) == true)
    #expect(next.dropFirst().allSatisfy { !$0.header.flags.contains(.cwr) })
    #expect(trace.connection.statistics.counts.congestionMarks == 1)
  }

  @Test func `retransmissions and acknowledgments cannot be marked`() {
    let trace = Self.congestible()
    trace.write(100)
    _ = trace.drain()
    #expect(trace.lastCongestion == .capable0)
    trace.fire()
    _ = trace.drain()
    #expect(trace.lastCongestion == .notCapable)
  }

  @Test func `CUBIC reduces to seven tenths and comes back`() {
    var settings = SelectiveAcknowledgmentTests.settings
    settings.congestionAlgorithm = .cubic
    settings.sendBuffer = 1 << 20
    let trace = Trace.established(settings, options: "mss 1000,sackOK")
    trace.write(1 << 20)
    _ = trace.drain()
    trace.advance(20)
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 1001:10001>")
    #expect(trace.connection.statistics.congestionWindow == 7000)
    #expect(trace.connection.statistics.slowStartThreshold == 7000)
  }

  // MARK: - Keep-alive

  private static var lively: TCPSettings {
    var settings = Trace.plain
    settings.keepAlive = .seconds(100)
    settings.keepAliveInterval = .seconds(10)
    settings.keepAliveProbes = 3
    return settings
  }

  @Test func `an idle peer is asked, and its answer is enough`() {
    let trace = Trace.established(Self.lively)
    #expect(trace.fire() == 100_000)
    trace.expect(". 0:0(0) ack 1")
    trace.inject(". 1:1(0) ack 1 win 9")
    #expect(trace.fire() == 100_000)
    trace.expect(". 0:0(0) ack 1")
  }

  @Test func `a peer that does not answer is given up`() {
    let trace = Trace.established(Self.lively)
    trace.fire()
    for _ in 0..<3 {
      trace.expect(". 0:0(0) ack 1")
      #expect(trace.fire() == 10_000)
    }
    trace.expect("R. 1:1(0) ack 1")
    #expect(trace.connection.failure == .timedOut)
  }

  @Test func `a question of the peer is answered`() {
    let trace = Trace.established()
    trace.inject(". 0:0(0) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 1")
    trace.inject(". 0:1(1) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 1")
  }

  // MARK: - Routers

  @Test func `an error of what is not on its way is not believed`() {
    let trace = Trace(connecting: Trace.plain)
    _ = trace.drain()
    trace.connection.receiveError(.port, quoted: SequenceNumber(77), now: trace.now)
    #expect(trace.state == .synSent)
    trace.connection.receiveError(.port, quoted: SequenceNumber(0), now: trace.now)
    #expect(trace.connection.failure == .refused)
  }

  @Test func `soft errors are remembered for the end`() {
    let trace = Trace.established()
    trace.write(10)
    _ = trace.drain()
    trace.connection.receiveError(.port, quoted: trace.origins.local + 1, now: trace.now)
    trace.connection.receiveError(.host, quoted: trace.origins.local + 1, now: trace.now)
    #expect(trace.state == .established)
    while trace.fire() != nil { _ = trace.drain() }
    #expect(trace.connection.failure == .unreachable(.host))
    #expect(trace.connection.failure?.fault == .network)
  }

  @Test func `a smaller path cuts what was too large and sends it at once`() {
    let trace = Trace.established()
    trace.write(3000)
    #expect(trace.drain().count == 3)
    let window = trace.connection.statistics.congestionWindow
    trace.connection.pathChanged(
      largestSegment: 620, quoted: trace.origins.local + 1, now: trace.now)
    let again = trace.drain()
    #expect(again.allSatisfy { $0.payloadByteCount <= 600 })
    #expect(again.map(\.payloadByteCount).reduce(0, +) == 3000)
    #expect(trace.connection.statistics.congestionWindow <= window)
    #expect(trace.connection.statistics.slowStartThreshold == nil)
  }

  @Test func `a path that is said to take nothing is not believed`() {
    let trace = Trace.established()
    trace.write(100)
    _ = trace.drain()
    trace.connection.pathChanged(largestSegment: 0, quoted: trace.origins.local + 1, now: trace.now)
    #expect(trace.connection.statistics.segmentSize == 32)
    trace.connection.pathChanged(largestSegment: 10, quoted: SequenceNumber(999), now: trace.now)
    #expect(trace.connection.statistics.segmentSize == 32)
  }
}
