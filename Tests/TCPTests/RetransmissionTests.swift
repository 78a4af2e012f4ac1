// The retransmission timer (RFC 6298) and recovery without SACK (RFC 5681, RFC 6582).

import TCP
import Testing
import Time

@Suite struct RetransmissionTests {
  @Test func `what is not acknowledged is sent again, with growing pauses`() {
    let trace = Trace.established()
    trace.write(100)
    trace.expect("P. 1:101(100) ack 1")
    // The handshake took no time: the least timeout.
    for pause in [200, 400, 800, 1600] {
      #expect(trace.fire() == pause)
      trace.expect("P. 1:101(100) ack 1")
    }
    trace.inject(". 1:1(0) ack 101 win 1000")
    #expect(trace.connection.deadline == nil)
    #expect(trace.connection.statistics.backoff == 0)
    #expect(trace.connection.statistics.counts.timeouts == 4)
  }

  @Test func `round trips set the timeout`() {
    let trace = Trace.established()
    trace.write(100)
    _ = trace.drain()
    trace.advance(180)
    trace.inject(". 1:1(0) ack 101 win 1000")
    // The handshake was a sample of 1 ns; this is one of 180 ms: 1/8 of it, and 4 times a quarter (RFC 6298,
    // section 2.3).
    let statistics = trace.connection.statistics
    #expect(statistics.roundTrip == .nanoseconds((180_000_000 + 7) / 8))
    let timeout = Duration.milliseconds(202) + .microseconds(500)
    #expect(timeout - statistics.retransmissionTimeout < .nanoseconds(10))
  }

  @Test func `a retransmission is no sample`() {
    let trace = Trace.established()
    trace.write(100)
    _ = trace.drain()
    trace.fire()
    _ = trace.drain()
    trace.advance(5)
    let before = trace.connection.statistics.roundTrip
    trace.inject(". 1:1(0) ack 101 win 1000")
    #expect(trace.connection.statistics.roundTrip == before)
  }

  @Test func `with timestamps a retransmission is a sample`() {
    var settings = Trace.plain
    settings.usesTimestamps = true
    let trace = Trace.established(settings, options: "mss 1000,TS val 0 ecr 0")
    trace.write(100)
    trace.expect("P. 1:101(100) ack 1 <TS val 0 ecr 0>")
    trace.fire()
    trace.expect("P. 1:101(100) ack 1 <TS val 200 ecr 0>")
    trace.advance(80)
    trace.inject(". 1:1(0) ack 101 win 1000 <TS val 9 ecr 200>")
    #expect(trace.connection.statistics.roundTrip! >= .milliseconds(10))
  }

  @Test func `a connection that nobody answers is given up`() {
    let trace = Trace.established()
    trace.write(100)
    _ = trace.drain()
    var count = 0
    while trace.fire() != nil { count += trace.drain().count }
    #expect(trace.connection.failure == .timedOut)
    #expect(trace.elapsed >= .seconds(120) && trace.elapsed < .seconds(180))
    #expect(count == 9)
    #expect(trace.pool.bytesInUse == 0)
  }

  @Test func `after a timeout one segment is sent, and then more`() {
    let trace = Trace.established()
    trace.write(5000)
    #expect(trace.drain().count == 5)
    trace.fire()
    trace.expect(". 1:1001(1000) ack 1")
    #expect(trace.connection.statistics.congestionWindow == 1000)
    #expect(trace.connection.statistics.slowStartThreshold == 2500)
    trace.inject(". 1:1(0) ack 1001 win 65535")
    trace.expect(". 1001:2001(1000) ack 1", ". 2001:3001(1000) ack 1")
    trace.inject(". 1:1(0) ack 3001 win 65535")
    trace.expect(". 3001:4001(1000) ack 1", "P. 4001:5001(1000) ack 1")
    trace.inject(". 1:1(0) ack 5001 win 65535")
    #expect(!trace.connection.statistics.isRecovering)
  }

  @Test func `three duplicates are a loss`() {
    let trace = Trace.established()
    trace.write(10_000)
    #expect(trace.drain().count == 10)
    for _ in 0..<2 {
      trace.inject(". 1:1(0) ack 1 win 65535")
      trace.expectNothing()
    }
    trace.inject(". 1:1(0) ack 1 win 65535")
    trace.expect(". 1:1001(1000) ack 1")
    let statistics = trace.connection.statistics
    #expect(statistics.slowStartThreshold == 5000 && statistics.congestionWindow == 5000)
    #expect(statistics.counts.fastRecoveries == 1)
    trace.inject(". 1:1(0) ack 10001 win 65535")
    #expect(!trace.connection.statistics.isRecovering)
  }

  @Test func `duplicates that are made up let nothing go beyond what was sent`() {
    let trace = Trace.established()
    trace.write(60_000)
    #expect(trace.drain().count == 10)
    var count = 0
    for _ in 0..<1000 {
      trace.inject(". 1:1(0) ack 1 win 65535")
      count += trace.drain().count
    }
    #expect(count < 20)
  }

  @Test func `two duplicates let new segments go`() {
    let trace = Trace.established()
    trace.write(12_000)
    #expect(trace.drain().count == 10)
    trace.inject(". 1:1(0) ack 1 win 65535")
    trace.expect(". 10001:11001(1000) ack 1")
    trace.inject(". 1:1(0) ack 1 win 65535")
    trace.expect("P. 11001:12001(1000) ack 1")
  }

  @Test func `a partial acknowledgment shows the next loss`() {
    let trace = Trace.established()
    trace.write(10_000)
    _ = trace.drain()
    for _ in 0..<3 { trace.inject(". 1:1(0) ack 1 win 65535") }
    trace.expect(". 1:1001(1000) ack 1")
    trace.inject(". 1:1(0) ack 3001 win 65535")
    trace.expect(". 3001:4001(1000) ack 1")
    trace.inject(". 1:1(0) ack 10001 win 65535")
    #expect(!trace.connection.statistics.isRecovering)
    #expect(trace.connection.statistics.counts.fastRecoveries == 1)
  }

  @Test func `a changed window or data is no duplicate`() {
    let trace = Trace.established()
    trace.write(10_000)
    _ = trace.drain()
    for window in [60_000, 59_000, 58_000] { trace.inject(". 1:1(0) ack 1 win \(window)") }
    for start in [1, 11, 21] { trace.inject("P. \(start):\(start + 10)(10) ack 1 win 58000") }
    #expect(trace.connection.statistics.counts.duplicateAcknowledgments == 0)
    #expect(!trace.connection.statistics.isRecovering)
  }

  @Test func `after a pause the window is small again`() {
    let trace = Trace.established()
    for round in 0..<4 {
      trace.write(20_000)
      while trace.connection.statistics.sendQueue > 0 {
        _ = trace.drain()
        let sent = 20_000 * (round + 1) - trace.connection.statistics.sendQueue
        trace.inject(". 1:1(0) ack \(sent + trace.connection.statistics.outstanding + 1) win 65535")
      }
    }
    #expect(trace.connection.statistics.congestionWindow > 10_000)
    trace.advance(1000)
    trace.write(50_000)
    #expect(trace.drain().count == 10)
  }
}
