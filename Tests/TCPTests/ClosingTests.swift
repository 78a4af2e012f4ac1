// Closing (RFC 9293, section 3.6), in every order.

import TCP
import Testing
import Time

@Suite struct ClosingTests {
  @Test func `who closes first waits for two lifetimes`() {
    let trace = Trace.established()
    trace.close()
    #expect(trace.state == .finWait1)
    trace.expect("F. 1:1(0) ack 1")
    trace.inject(". 1:1(0) ack 2 win 1000")
    #expect(trace.state == .finWait2)
    trace.inject("F. 1:1(0) ack 2 win 1000")
    trace.expect(". 2:2(0) ack 2")
    #expect(trace.state == .timeWait)
    #expect(trace.connection.hasEnded && trace.connection.failure == nil)
    #expect(trace.fire() == 60_000)
    #expect(trace.state == .closed)
    #expect(trace.connection.deadline == nil)
    #expect(trace.connection.failure == nil)
  }

  @Test func `who closes second is done with the last acknowledgment`() {
    let trace = Trace.established()
    trace.inject("F. 1:1(0) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 2")
    #expect(trace.state == .closeWait)
    #expect(trace.connection.isReadable && trace.connection.hasEnded)
    trace.write(10)
    trace.expect("P. 1:11(10) ack 2")
    trace.close()
    #expect(trace.state == .lastAck)
    trace.expect("F. 11:11(0) ack 2")
    trace.inject(". 2:2(0) ack 12 win 1000")
    #expect(trace.state == .closed && trace.connection.failure == nil)
  }

  @Test func `both sides close at once`() {
    let trace = Trace.established()
    trace.close()
    trace.expect("F. 1:1(0) ack 1")
    trace.inject("F. 1:1(0) ack 1 win 1000")
    #expect(trace.state == .closing)
    trace.expect(". 2:2(0) ack 2")
    trace.inject(". 2:2(0) ack 2 win 1000")
    #expect(trace.state == .timeWait)
  }

  @Test func `FIN and its acknowledgment in one segment`() {
    let trace = Trace.established()
    trace.close()
    trace.expect("F. 1:1(0) ack 1")
    trace.inject("F. 1:1(0) ack 2 win 1000")
    #expect(trace.state == .timeWait)
    trace.expect(". 2:2(0) ack 2")
  }

  @Test func `half closed, data still comes`() {
    let trace = Trace.established()
    trace.close()
    trace.expect("F. 1:1(0) ack 1")
    trace.inject("P. 1:101(100) ack 2 win 1000")
    #expect(trace.state == .finWait2)
    #expect(trace.readAll() == 100)
    trace.inject("PF. 101:201(100) ack 2 win 1000")
    trace.expect(". 2:2(0) ack 202")
    #expect(trace.state == .timeWait)
    #expect(trace.readAll() == 100)
  }

  @Test func `FIN goes with the last data`() {
    let trace = Trace.established()
    trace.write(1500)
    trace.close()
    trace.expect(". 1:1001(1000) ack 1", "FP. 1001:1501(500) ack 1")
    #expect(trace.write(1) == 0)
    trace.inject(". 1:1(0) ack 1502 win 1000")
    #expect(trace.state == .finWait2)
  }

  @Test func `a FIN that is lost is sent again`() {
    let trace = Trace.established()
    trace.write(100)
    trace.close()
    trace.expect("FP. 1:101(100) ack 1")
    trace.fire()
    trace.expect("FP. 1:101(100) ack 1")
    trace.inject(". 1:1(0) ack 101 win 1000")
    #expect(trace.state == .finWait1)
    trace.fire()
    trace.expect("F. 101:101(0) ack 1")
    trace.inject(". 1:1(0) ack 102 win 1000")
    #expect(trace.state == .finWait2)
  }

  @Test func `a FIN that comes before the data`() {
    let trace = Trace.established()
    trace.inject("F. 101:201(100) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 1")
    #expect(trace.state == .established)
    trace.inject(". 1:101(100) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 202")
    #expect(trace.state == .closeWait)
    #expect(trace.readAll() == 200)
  }

  @Test func `a lone FIN that comes before the data`() {
    let trace = Trace.established()
    trace.inject("F. 101:101(0) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 1")
    trace.inject("P. 1:101(100) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 102")
    #expect(trace.state == .closeWait)
  }

  @Test func `in TIME-WAIT a FIN is acknowledged and the time starts again`() {
    let trace = Trace.established()
    trace.close()
    _ = trace.drain()
    trace.inject("F. 1:1(0) ack 2 win 1000")
    _ = trace.drain()
    trace.advance(50_000)
    trace.inject("F. 1:1(0) ack 2 win 1000")
    trace.expect(". 2:2(0) ack 2")
    #expect(trace.fire() == 60_000)
  }

  @Test func `TIME-WAIT holds no memory`() {
    let trace = Trace.established()
    trace.write(50_000)
    trace.close()
    for _ in 0..<10 {
      _ = trace.drain()
      let outstanding = trace.connection.statistics.outstanding
      let done = trace.written + 1 - trace.connection.statistics.sendQueue
      trace.inject(". 1:1(0) ack \(done + min(outstanding, 50_001)) win 65535")
    }
    trace.inject("F. 1:1(0) ack 50002 win 65535")
    #expect(trace.state == .timeWait)
    #expect(trace.pool.bytesInUse == 0)
  }

  @Test func `a new SYN may take the place of TIME-WAIT`() {
    let trace = Trace.established()
    trace.close()
    _ = trace.drain()
    trace.inject("F. 1:1(0) ack 2 win 1000")
    let connection = trace.connection
    func syn(_ text: String) -> Bool {
      let segment = SegmentText(text, sender: trace.origins.remote, receiver: trace.origins.local)
      return connection.yieldsToSYN(segment.header, now: trace.now)
    }
    #expect(syn("S 3:3(0) win 1000"))
    #expect(!syn("S 2:2(0) win 1000"))
    #expect(!syn("S -5:-5(0) win 1000"))
    #expect(!syn("S. 3:3(0) ack 1 win 1000"))
    #expect(!syn("SR 3:3(0) win 1000"))
  }

  @Test func `a later timestamp makes up for a number that is not greater`() {
    let trace = Trace.established(TCPSettings(), options: "mss 1000,TS val 0 ecr 0")
    trace.close()
    _ = trace.drain()
    trace.inject("F. 1:1(0) ack 2 win 1000 <TS val 200 ecr 0>")
    #expect(trace.state == .timeWait)
    func syn(_ text: String) -> Bool {
      let segment = SegmentText(text, sender: trace.origins.remote, receiver: trace.origins.local)
      return trace.connection.yieldsToSYN(segment.header, now: trace.now)
    }
    #expect(syn("S -5:-5(0) win 1000 <TS val 201 ecr 0>"))
    #expect(!syn("S -5:-5(0) win 1000 <TS val 200 ecr 0>"))
    #expect(!syn("S 5:5(0) win 1000 <TS val 199 ecr 0>"))
  }

  @Test func `abort sends a reset and forgets everything`() {
    let trace = Trace.established()
    trace.write(100)
    trace.inject("P. 1:101(100) ack 1 win 1000")
    trace.connection.abort(now: trace.now)
    trace.expect("R. 1:1(0) ack 101")
    #expect(trace.connection.failure == .aborted && trace.state == .closed)
    #expect(trace.pool.bytesInUse == 0)
    trace.expectNothing()
  }

  @Test func `data that nobody will read is answered with a reset`() {
    let trace = Trace.established()
    trace.connection.abandon(now: trace.now)
    trace.expect("F. 1:1(0) ack 1")
    trace.inject(". 1:1(0) ack 2 win 1000")
    #expect(trace.state == .finWait2)
    trace.inject("P. 1:101(100) ack 2 win 1000")
    trace.expect("R. 2:2(0) ack 1")
    #expect(trace.state == .closed)
  }

  @Test func `nobody waits for ever for a FIN when nobody reads`() {
    let trace = Trace.established()
    trace.connection.abandon(now: trace.now)
    _ = trace.drain()
    trace.inject(". 1:1(0) ack 2 win 1000")
    #expect(trace.fire() == 60_000)
    #expect(trace.state == .closed && trace.connection.failure == nil)
  }

  @Test func `to leave with unread data is a reset`() {
    let trace = Trace.established()
    trace.inject("P. 1:101(100) ack 1 win 1000")
    trace.connection.abandon(now: trace.now)
    trace.expect("R. 1:1(0) ack 101")
  }

  @Test func `close before the handshake ends is done after it`() {
    let trace = Trace(accepting: "S 0:0(0) win 1000 <mss 1000>")
    trace.write(10)
    trace.close()
    trace.expect("S. 0:0(0) ack 1")
    trace.inject(". 1:1(0) ack 1 win 1000")
    #expect(trace.state == .finWait1)
    trace.expect("FP. 1:11(10) ack 1")
  }

  @Test func `close in SYN-SENT ends it`() {
    let trace = Trace()
    _ = trace.drain()
    trace.close()
    #expect(trace.state == .closed)
    trace.expectNothing()
  }

  @Test func `data after FIN is not taken`() {
    let trace = Trace.established()
    trace.inject("F. 1:1(0) ack 1 win 1000")
    _ = trace.drain()
    trace.inject("P. 2:102(100) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 2")
    #expect(trace.connection.readableByteCount == 0)
  }
}
