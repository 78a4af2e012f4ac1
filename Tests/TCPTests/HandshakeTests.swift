// Opening (RFC 9293, section 3.5).

import TCP
import Testing
import Wire

@Suite struct HandshakeTests {
  @Test func `an active opening takes three segments`() {
    let trace = Trace()
    trace.expect("S 0:0(0) win 65535 <mss 1460>")
    #expect(trace.state == .synSent)
    trace.inject("S. 0:0(0) ack 1 win 1000 <mss 1000>")
    trace.expect(". 1:1(0) ack 1 win 65535 <nop>")
    #expect(trace.state == .established)
    trace.expectNothing()
    #expect(trace.connection.deadline == nil)
  }

  @Test func `a passive opening takes three segments`() {
    let trace = Trace(accepting: "S 0:0(0) win 1000 <mss 1000>")
    trace.expect("S. 0:0(0) ack 1 win 65535 <mss 1460>")
    #expect(trace.state == .synReceived)
    trace.inject(". 1:1(0) ack 1 win 1000")
    trace.expectNothing()
    #expect(trace.state == .established)
    #expect(trace.connection.deadline == nil)
  }

  @Test func `sequence numbers may wrap during the handshake`() {
    let origins = Origins(local: SequenceNumber(0xffff_ffff), remote: SequenceNumber(0xffff_fffe))
    let trace = Trace(connecting: Trace.plain, origins: origins)
    trace.expect("S 0:0(0) win 65535")
    trace.inject("S. 0:0(0) ack 1 win 1000 <mss 1000>")
    trace.expect(". 1:1(0) ack 1")
    trace.write(10)
    trace.expect("P. 1:11(10) ack 1")
    trace.inject("P. 1:11(10) ack 11 win 1000")
    #expect(trace.readAll() == 10)
  }

  @Test func `all options are offered, and used when the peer offers them too`() {
    let trace = Trace(connecting: TCPSettings())
    trace.expect("SEW 0:0(0) win 65535 <mss 1460,sackOK,TS val 0 ecr 0,wscale 3>")
    trace.advance(10)
    trace.inject("S.E 0:0(0) ack 1 win 1000 <mss 1460,sackOK,TS val 500 ecr 0,wscale 7>")
    trace.expect(". 1:1(0) ack 1 win 32768 <TS val 10 ecr 500>")
    let statistics = trace.connection.statistics
    #expect(statistics.usesTimestamps && statistics.usesSelectiveAcknowledgment)
    #expect(statistics.usesExplicitCongestion)
    #expect(statistics.sendWindowShift == 7 && statistics.receiveWindowShift == 3)
    #expect(statistics.segmentSize == 1448)
    #expect(statistics.roundTrip == .milliseconds(10))
    // Not scaled with SYN.
    #expect(statistics.sendWindow == 1000)
  }

  @Test func `an answer offers no option that the SYN did not`() {
    let trace = Trace(accepting: "S 0:0(0) win 1000", settings: TCPSettings())
    trace.expect("S. 0:0(0) ack 1 win 65535 <mss 1460>")
    trace.inject(". 1:1(0) ack 1 win 1000")
    #expect(trace.connection.statistics.segmentSize == 536)
  }

  @Test func `an answer takes each option that the SYN offered`() {
    let trace = Trace(
      accepting: "SEW 0:0(0) win 1000 <mss 1400,sackOK,TS val 9 ecr 0,wscale 2>",
      settings: TCPSettings())
    trace.expect("SE. 0:0(0) ack 1 win 65535 <mss 1460,sackOK,TS val 0 ecr 9,wscale 3>")
  }

  @Test func `both sides may open at once`() {
    let trace = Trace()
    trace.expect("S 0:0(0) win 65535")
    trace.inject("S 0:0(0) win 1000 <mss 1000>")
    #expect(trace.state == .synReceived)
    trace.expect("S. 0:0(0) ack 1")
    trace.inject("S. 0:0(0) ack 1 win 1000 <mss 1000>")
    // Not acceptable, for SYN is below the window, but its acknowledgment comes again.
    trace.expect("S. 0:0(0) ack 1")
    trace.inject(". 1:1(0) ack 1 win 1000")
    #expect(trace.state == .established)
  }

  @Test func `SYN is repeated with growing pauses until it is given up`() {
    var settings = Trace.plain
    settings.connectTimeout = .seconds(10)
    let trace = Trace(connecting: settings)
    trace.expect("S 0:0(0) win 65535")
    for seconds in [1, 2, 4] {
      #expect(trace.fire() == seconds * 1000)
      trace.expect("S 0:0(0) win 65535")
    }
    // 7 s have passed; the next would be after 15.
    #expect(trace.fire() == 8000)
    #expect(trace.connection.failure == .timedOut)
    #expect(trace.state == .closed)
    trace.expectNothing()
    #expect(trace.connection.deadline == nil)
  }

  @Test func `a SYN that comes again is answered again`() {
    let trace = Trace(accepting: "S 0:0(0) win 1000 <mss 1000>")
    trace.expect("S. 0:0(0) ack 1")
    trace.inject("S 0:0(0) win 1000 <mss 1000>")
    trace.expect("S. 0:0(0) ack 1")
  }

  @Test func `data of the third segment is taken`() {
    let trace = Trace(accepting: "S 0:0(0) win 1000 <mss 1000>")
    _ = trace.drain()
    trace.inject("P. 1:101(100) ack 1 win 1000")
    #expect(trace.state == .established)
    #expect(trace.readAll() == 100)
  }

  @Test func `data with SYN and ACK is taken`() {
    let trace = Trace()
    _ = trace.drain()
    trace.inject("SP. 0:50(50) ack 1 win 1000 <mss 1000>")
    #expect(trace.connection.readableByteCount == 50)
    trace.expect(". 1:1(0) ack 51")
  }

  @Test func `what is written before the connection stands is sent then`() {
    let trace = Trace()
    trace.write(100)
    trace.expect("S 0:0(0) win 65535")
    trace.inject("S. 0:0(0) ack 1 win 1000 <mss 1000>")
    trace.expect("P. 1:101(100) ack 1")
  }

  @Test func `the last acknowledgment of a handshake may get lost`() {
    let trace = Trace(accepting: "S 0:0(0) win 1000 <mss 1000>")
    _ = trace.drain()
    #expect(trace.fire() == 1000)
    trace.expect("S. 0:0(0) ack 1")
    trace.inject(". 1:1(0) ack 1 win 1000")
    #expect(trace.state == .established)
  }

  @Test func `a wrong acknowledgment of SYN is answered with a reset that fits`() {
    let trace = Trace()
    _ = trace.drain()
    trace.inject("S. 0:0(0) ack 77 win 1000")
    trace.expect("R 77:77(0)")
    #expect(trace.state == .synSent)
    trace.inject(". 5:5(0) ack 77 win 1000")
    trace.expect("R 77:77(0)")
    trace.inject("R. 0:0(0) ack 77 win 0")
    trace.expectNothing()
    #expect(trace.state == .synSent)
  }

  @Test func `a refused connection says so`() {
    let trace = Trace()
    _ = trace.drain()
    trace.inject("R. 0:0(0) ack 1 win 0")
    #expect(trace.connection.failure == .refused)
    #expect(trace.connection.failure?.fault == .peer)
    #expect(trace.state == .closed)
  }

  @Test func `a reset without acknowledgment refuses nothing`() {
    let trace = Trace()
    _ = trace.drain()
    trace.inject("R 0:0(0) win 0")
    #expect(trace.state == .synSent)
  }

  @Test func `SYN is sent again without ECN, which some filters drop`() {
    let trace = Trace(connecting: TCPSettings())
    trace.expect("SEW 0:0(0) win 65535")
    trace.fire()
    trace.expect("S 0:0(0) win 65535")
  }

  @Test func `a tiny MSS is not believed`() {
    let trace = Trace.established(options: "mss 8")
    #expect(trace.connection.statistics.segmentSize == TCPLimits.leastSegmentSize)
  }

  @Test func `a half open connection that nobody completes is given up`() {
    let trace = Trace(accepting: "S 0:0(0) win 1000 <mss 1000>")
    var answers = 0
    repeat { answers += trace.drain().count } while trace.fire() != nil
    #expect(answers == 6)
    #expect(trace.connection.failure == .timedOut)
    // It is given up when the timer next expires after a minute: 1 + 2 + 4 + … + 32 s.
    #expect(trace.elapsed == .seconds(63))
  }
}
