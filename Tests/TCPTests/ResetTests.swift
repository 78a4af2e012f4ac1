// Segments that somebody else may have sent: RFC 5961, RFC 9293 section 3.5.3.

import TCP
import Testing
import Time
import Wire

@Suite struct ResetTests {
  @Test func `a reset at just the next number ends the connection`() {
    let trace = Trace.established()
    trace.inject("R 1:1(0) win 0")
    #expect(trace.connection.failure == .reset && trace.state == .closed)
    trace.expectNothing()
  }

  @Test func `a reset is heeded when the window is closed`() {
    var settings = Trace.plain
    settings.receiveBuffer = 1000
    let trace = Trace.established(settings)
    trace.inject("P. 1:1001(1000) ack 1 win 1000")
    trace.advance(50)
    trace.expect(". 1:1(0) ack 1001 win 0")
    trace.inject("R 1001:1001(0) win 0")
    #expect(trace.connection.failure == .reset)
  }

  @Test func `a reset elsewhere in the window is challenged`() {
    let trace = Trace.established()
    trace.inject("R 2:2(0) win 0")
    trace.expect(". 1:1(0) ack 1")
    #expect(trace.state == .established)
    #expect(trace.connection.statistics.counts.challenges == 1)
  }

  @Test(arguments: ["R 70000:70000(0) win 0", "R 0:0(0) win 0", "R -100:-100(0) win 0"])
  func `a reset outside of the window is nothing`(text: String) {
    let trace = Trace.established()
    trace.inject(text)
    trace.expectNothing()
    #expect(trace.state == .established)
  }

  @Test(arguments: ["S 1:1(0) win 9", "S 500:500(0) win 9", "S 70000:70000(0) win 9"])
  func `a SYN in a connection is challenged`(text: String) {
    let trace = Trace.established()
    trace.inject(text)
    trace.expect(". 1:1(0) ack 1")
    #expect(trace.state == .established)
  }

  @Test func `an acknowledgment of what was not sent is challenged`() {
    let trace = Trace.established()
    trace.inject("P. 1:11(10) ack 2 win 1000")
    trace.expect(". 1:1(0) ack 1")
    #expect(trace.connection.readableByteCount == 0)
  }

  @Test func `an acknowledgment that is too old is challenged`() {
    let trace = Trace.established(window: 100)
    trace.inject("P. 1:11(10) ack -100 win 100")
    trace.expect(". 1:1(0) ack 1")
    #expect(trace.connection.readableByteCount == 0)
    trace.inject("P. 1:11(10) ack -99 win 100")
    #expect(trace.connection.readableByteCount == 10)
  }

  @Test func `challenges have a limit in a second`() {
    var settings = Trace.plain
    settings.challengesPerSecond = 3
    let trace = Trace.established(settings)
    for _ in 0..<3 {
      trace.inject("R 2:2(0) win 0")
      trace.expect(". 1:1(0) ack 1")
    }
    trace.inject("R 2:2(0) win 0")
    trace.expectNothing()
    trace.advance(1000)
    trace.inject("R 2:2(0) win 0")
    trace.expect(". 1:1(0) ack 1")
  }

  @Test func `a reset of a half open connection refuses it`() {
    let trace = Trace(accepting: "S 0:0(0) win 1000")
    _ = trace.drain()
    trace.inject("R 1:1(0) win 0")
    #expect(trace.connection.failure == .refused && trace.state == .closed)
  }

  @Test func `a reset after all was said is no failure`() {
    let trace = Trace.established()
    trace.inject("F. 1:1(0) ack 1 win 1000")
    trace.close()
    _ = trace.drain()
    trace.inject("R 2:2(0) win 0")
    #expect(trace.state == .closed && trace.connection.failure == nil)
  }

  @Test func `a segment without ACK is nothing`() {
    let trace = Trace.established()
    trace.inject("P 1:11(10) win 1000")
    trace.expectNothing()
    #expect(trace.connection.readableByteCount == 0)
  }

  @Test func `urgent data is ordinary data`() {
    let trace = Trace.established()
    trace.inject("PU. 1:11(10) ack 1 win 1000 urg 5")
    #expect(trace.readAll() == 10)
  }

  @Test func `segments without a connection are answered with a reset that fits`() {
    func answer(_ text: String) -> String? {
      let zero = SequenceNumber(0)
      let segment = SegmentText(text, sender: zero, receiver: zero)
      return TCPReset.answer(to: segment.header, payloadByteCount: segment.payloadByteCount).map {
        SegmentText.describe($0, 0, sender: zero, receiver: zero)
      }
    }
    #expect(answer("S 7:7(0) win 9") == "R. 0:0(0) ack 8 win 0 <nop>")
    #expect(answer("SF 7:17(10) win 9") == "R. 0:0(0) ack 19 win 0 <nop>")
    #expect(answer("P. 7:17(10) ack 55 win 9") == "R 55:55(0) win 0 <nop>")
    #expect(answer("S. 7:7(0) ack 55 win 9") == "R 55:55(0) win 0 <nop>")
    #expect(answer("R 7:7(0) win 9") == nil)
  }
}
