// SACK, both ways (RFC 2018, RFC 2883), RACK and tail loss probes (RFC 8985).

import TCP
import Testing
import Time
import Wire

@Suite struct SelectiveAcknowledgmentTests {
  static var settings: TCPSettings {
    var settings = Trace.plain
    settings.usesSelectiveAcknowledgment = true
    return settings
  }

  static func established(window: Int = 65535) -> Trace {
    let trace = Trace(connecting: settings)
    _ = trace.drain()
    trace.advance(20)
    trace.inject("S. 0:0(0) ack 1 win \(window) <mss 1000,sackOK>")
    _ = trace.drain()
    return trace
  }

  // MARK: - What we say

  @Test func `what comes early is kept and reported, the newest first`() {
    let trace = Self.established()
    trace.inject(". 1001:2001(1000) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 1 win 65535 <sack 1001:2001>")
    trace.inject(". 3001:4001(1000) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 1 win 65535 <sack 3001:4001 1001:2001>")
    trace.inject(". 2001:3001(1000) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 1 win 65535 <sack 1001:4001>")
    #expect(trace.connection.readableByteCount == 0)
    trace.inject(". 1:1001(1000) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 4001 win 61535 <nop>")
    #expect(trace.readAll() == 4000)
  }

  @Test func `segments that overlap are put together`() {
    let trace = Self.established()
    trace.inject(". 501:1501(1000) ack 1 win 1000")
    trace.inject(". 1001:2001(1000) ack 1 win 1000")
    trace.inject(". 1901:1951(50) ack 1 win 1000")
    _ = trace.drain()
    trace.inject(". 1:801(800) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 2001")
    #expect(trace.readAll() == 2000)
  }

  @Test func `each early segment is acknowledged by itself`() {
    let trace = Trace.established()
    for start in [1001, 2001, 3001] {
      trace.inject(". \(start):\(start + 1000)(1000) ack 1 win 1000")
    }
    trace.expect(". 1:1(0) ack 1", ". 1:1(0) ack 1", ". 1:1(0) ack 1")
  }

  @Test func `too many gaps are not kept`() {
    let trace = Self.established()
    for gap in 0..<100 {
      trace.inject(". \(gap * 20 + 11):\(gap * 20 + 21)(10) ack 1 win 1000")
    }
    #expect(trace.connection.statistics.earlyRanges == 24)
    #expect(trace.connection.statistics.counts.refusedSegments == 76)
  }

  @Test func `one byte at the end of the window takes one piece of memory`() {
    let trace = Self.established()
    trace.inject(". 65535:65536(1) ack 1 win 1000")
    #expect(trace.connection.statistics.bufferMemory < 5000)
    trace.connection.abort(now: trace.now)
    #expect(trace.pool.bytesInUse == 0)
  }

  @Test func `a duplicate is reported once`() {
    let trace = Self.established()
    trace.inject(". 1:1001(1000) ack 1 win 1000")
    trace.inject(". 1:1001(1000) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 1001 win 64535 <sack 1:1001>")
    trace.inject(". 2001:3001(1000) ack 1 win 1000")
    trace.inject(". 2001:3001(1000) ack 1 win 1000")
    trace.expect(
      ". 1:1(0) ack 1001 win 64535 <sack 2001:3001 2001:3001>",
      ". 1:1(0) ack 1001 win 64535 <sack 2001:3001>")
  }

  @Test func `there is no room for four blocks beside timestamps`() {
    var settings = Self.settings
    settings.usesTimestamps = true
    let trace = Trace.established(settings, options: "mss 1000,sackOK,TS val 0 ecr 0")
    for start in [11, 31, 51, 71] {
      trace.inject(". \(start):\(start + 10)(10) ack 1 win 9 <TS val 0 ecr 0>")
    }
    let header = trace.drain().last!.header
    #expect(header.options.sackBlocks.count == 3)
    #expect(header.options.byteCount == 40)
  }

  // MARK: - What we hear

  @Test func `holes are filled, and nothing else is sent again`() {
    let trace = Self.established()
    trace.write(10_000)
    #expect(trace.drain().count == 10)
    trace.advance(20)
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 1001:2001>")
    trace.expectNothing()
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 1001:3001>")
    trace.expectNothing()
    // Three segments behind a hole: no more waiting.
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 1001:4001>")
    trace.expect(". 1:1001(1000) ack 1")
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 5001:10001 1001:4001>")
    trace.expect(". 4001:5001(1000) ack 1")
    trace.inject(". 1:1(0) ack 4001 win 65535 <sack 5001:10001>")
    trace.expectNothing()
    trace.inject(". 1:1(0) ack 10001 win 65535")
    #expect(!trace.connection.statistics.isRecovering)
    #expect(trace.connection.statistics.counts.retransmittedSegments == 2)
  }

  @Test func `one segment behind a hole is waited for a quarter of a round trip`() {
    let trace = Self.established()
    trace.write(2000)
    _ = trace.drain()
    trace.advance(20)
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 1001:2001>")
    trace.expectNothing()
    #expect(trace.fire() == 5)
    trace.expect(". 1:1001(1000) ack 1")
  }

  @Test func `what is late and not lost is not sent again`() {
    let trace = Self.established()
    trace.write(2000)
    _ = trace.drain()
    trace.advance(20)
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 1001:2001>")
    trace.advance(3)
    trace.inject(". 1:1(0) ack 2001 win 65535")
    trace.expectNothing()
    #expect(trace.connection.deadline == nil)
    #expect(trace.connection.statistics.counts.retransmittedSegments == 0)
    #expect(trace.connection.statistics.sawReordering)
  }

  @Test func `a reduction for nothing is undone`() {
    let trace = Self.established()
    trace.write(10_000)
    _ = trace.drain()
    trace.advance(20)
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 1001:5001>")
    trace.expect(". 1:1001(1000) ack 1")
    #expect(trace.connection.statistics.congestionWindow == 5000)
    // The first was only late; then the second arrives too.
    trace.inject(". 1:1(0) ack 10001 win 65535")
    trace.advance(20)
    trace.inject(". 1:1(0) ack 10001 win 65535 <sack 1:1001>")
    let statistics = trace.connection.statistics
    #expect(statistics.congestionWindow == 10_000 && statistics.slowStartThreshold == nil)
    #expect(statistics.counts.undoneReductions == 1)
  }

  @Test func `a reduction for a loss stays`() {
    let trace = Self.established()
    trace.write(10_000)
    _ = trace.drain()
    trace.advance(20)
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 2001:9001>")
    trace.expect(". 1:1001(1000) ack 1", ". 1001:2001(1000) ack 1")
    trace.inject(". 1:1(0) ack 10001 win 65535 <sack 1:1001>")
    #expect(trace.connection.statistics.counts.undoneReductions == 0)
    #expect(trace.connection.statistics.congestionWindow == 5000)
  }

  @Test func `a lost retransmission is found without the timer`() {
    let trace = Self.established()
    trace.write(10_000)
    _ = trace.drain()
    trace.advance(20)
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 1001:9001>")
    trace.expect(". 1:1001(1000) ack 1")
    trace.write(1000)
    trace.expect("P. 10001:11001(1000) ack 1")
    trace.advance(20)
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 10001:11001 1001:9001>")
    // Sent after the retransmission, and arrived.
    trace.advance(6)
    let front: SequenceNumber = trace.origins.local + 1
    let again = trace.drain().filter { $0.header.sequenceNumber == front }
    #expect(again.count == 1)
    #expect(trace.connection.statistics.counts.timeouts == 0)
  }

  @Test func `blocks that cannot be are ignored`() {
    let trace = Self.established()
    trace.write(3000)
    _ = trace.drain()
    for blocks in ["5001:6001", "2001:1001", "-500:-100", "1001:9001"] {
      trace.inject(". 1:1(0) ack 1 win 65535 <sack \(blocks)>")
      #expect(trace.connection.statistics.sacked == 0)
    }
  }

  @Test func `single bytes do not cut what was sent to pieces`() {
    var settings = Self.settings
    settings.sendBuffer = 60_000
    let trace = Trace.established(settings, options: "mss 1000,sackOK")
    trace.limit = 60_000
    for _ in 0..<4 {
      trace.write(60_000)
      _ = trace.drain()
      trace.inject(". 1:1(0) ack \(trace.written + 1 - unsent(trace)) win 65535")
    }
    trace.write(60_000)
    _ = trace.drain()
    let first = trace.written + 1 - trace.connection.statistics.sendQueue
    #expect(trace.connection.statistics.outstanding > 10_000)
    for index in 0..<4000 {
      let start = first + 2 * index + 1
      trace.inject(". 1:1(0) ack \(first) win 65535 <sack \(start):\(start + 1)>")
    }
    // Each byte in between would be one more.
    #expect(trace.connection.statistics.sacked <= 1024)
  }

  private func unsent(_ trace: Trace) -> Int {
    trace.connection.statistics.sendQueue - trace.connection.statistics.outstanding
  }

  @Test func `a receiver that takes back what it had is sent it again`() {
    let trace = Self.established()
    trace.write(3000)
    _ = trace.drain()
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 1001:3001>")
    trace.advance(10)
    _ = trace.drain()
    trace.inject(". 1:1(0) ack 1001 win 65535")
    trace.advance(1000)
    _ = trace.drain()
    #expect(trace.connection.statistics.counts.timeouts > 0)
    trace.inject(". 1:1(0) ack 2001 win 65535")
    trace.expect("P. 2001:3001(1000) ack 1")
  }

  // MARK: - Tail loss probe

  @Test func `a lost tail is probed after two round trips`() {
    let trace = Self.established()
    trace.write(3000)
    _ = trace.drain()
    #expect(trace.fire() == 40)
    trace.expect("P. 2001:3001(1000) ack 1")
    #expect(trace.connection.statistics.counts.tailLossProbes == 1)
    trace.advance(20)
    trace.inject(". 1:1(0) ack 1 win 65535 <sack 2001:3001>")
    trace.advance(6)
    trace.expect(". 1:1001(1000) ack 1", ". 1001:2001(1000) ack 1")
    #expect(trace.connection.statistics.counts.timeouts == 0)
  }

  @Test func `a probe with new data when there is some`() {
    let trace = Self.established()
    trace.write(11_000)
    #expect(trace.drain().count == 10)
    #expect(trace.fire() == 40)
    trace.expect("P. 10001:11001(1000) ack 1")
  }

  @Test func `a probe that mends a loss is an event of congestion`() {
    let trace = Self.established()
    trace.write(3000)
    _ = trace.drain()
    trace.advance(20)
    trace.inject(". 1:1(0) ack 2001 win 65535")
    let before = trace.connection.statistics.congestionWindow
    trace.fire()
    trace.expect("P. 2001:3001(1000) ack 1")
    trace.write(1000)
    trace.expect("P. 3001:4001(1000) ack 1")
    trace.advance(20)
    trace.inject(". 1:1(0) ack 4001 win 65535")
    #expect(trace.connection.statistics.congestionWindow < before)
  }
}
