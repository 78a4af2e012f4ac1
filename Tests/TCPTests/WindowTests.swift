// Windows, theirs and ours (RFC 9293, section 3.8.6).

import TCP
import Testing
import Time

@Suite struct WindowTests {
  @Test func `no more is sent than the window allows`() {
    let trace = Trace.established(window: 2500)
    trace.write(5000)
    trace.expect(". 1:1001(1000) ack 1", ". 1001:2001(1000) ack 1")
    trace.inject(". 1:1(0) ack 2001 win 3000")
    trace.expect(
      ". 2001:3001(1000) ack 1", ". 3001:4001(1000) ack 1", "P. 4001:5001(1000) ack 1")
  }

  @Test func `a closed window is probed with one byte, with growing pauses`() {
    let trace = Trace.established()
    trace.inject(". 1:1(0) ack 1 win 0")
    trace.write(2000)
    trace.expectNothing()
    #expect(trace.fire() == 200)
    trace.expect(". 1:2(1) ack 1")
    trace.inject(". 1:1(0) ack 1 win 0")
    #expect(trace.fire() == 400)
    trace.expect(". 1:2(1) ack 1")
    #expect(trace.fire() == 800)
    trace.expect(". 1:2(1) ack 1")
    trace.inject(". 1:1(0) ack 1 win 5000")
    trace.expect(". 1:2(1) ack 1", ". 2:1002(1000) ack 1", "P. 1002:2001(999) ack 1")
    #expect(trace.connection.statistics.counts.timeouts == 0)
    // Its window is no congestion.
    #expect(trace.connection.statistics.slowStartThreshold == nil)
  }

  @Test func `a probe may be taken`() {
    let trace = Trace.established()
    trace.inject(". 1:1(0) ack 1 win 0")
    trace.write(3)
    trace.expectNothing()
    trace.fire()
    trace.expect(". 1:2(1) ack 1")
    trace.inject(". 1:1(0) ack 2 win 0")
    trace.expectNothing()
    trace.fire()
    trace.expect(". 2:3(1) ack 1")
    trace.inject(". 1:1(0) ack 3 win 1000")
    trace.expect("P. 3:4(1) ack 1")
  }

  @Test func `a closed window lasts as long as its owner answers`() {
    let trace = Trace.established()
    trace.inject(". 1:1(0) ack 1 win 0")
    trace.write(100)
    for _ in 0..<100 {
      _ = trace.drain()
      trace.fire()
      trace.inject(". 1:1(0) ack 1 win 0")
    }
    #expect(trace.elapsed > .seconds(3600))
    #expect(trace.state == .established)
  }

  @Test func `a closed window whose owner is silent is given up`() {
    let trace = Trace.established()
    trace.inject(". 1:1(0) ack 1 win 0")
    trace.write(100)
    _ = trace.drain()
    while trace.fire() != nil { _ = trace.drain() }
    #expect(trace.connection.failure == .timedOut)
    #expect(trace.elapsed >= .seconds(120))
  }

  @Test func `FIN waits for the window and is then the probe`() {
    let trace = Trace.established()
    trace.inject(". 1:1(0) ack 1 win 0")
    trace.close()
    trace.expectNothing()
    trace.fire()
    trace.expect("F. 1:1(0) ack 1")
    trace.inject(". 1:1(0) ack 2 win 0")
    #expect(trace.state == .finWait2)
  }

  @Test func `our window closes as nobody reads, and opens in one step`() {
    var settings = Trace.plain
    settings.receiveBuffer = 4000
    let trace = Trace.established(settings)
    trace.inject(". 1:1001(1000) ack 1 win 1000")
    trace.inject(". 1001:2001(1000) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 2001 win 2000")
    trace.inject(". 2001:3001(1000) ack 1 win 1000")
    trace.inject(". 3001:4001(1000) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 4001 win 0")
    // A probe: refused, and answered.
    trace.inject(". 4001:4002(1) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 4001 win 0")
    trace.readAll(limit: 900)
    trace.expectNothing()
    trace.readAll(limit: 1100)
    trace.expect(". 1:1(0) ack 4001 win 2000")
    #expect(trace.readAll() == 2000)
  }

  @Test func `the right edge does not move to the left`() {
    var settings = Trace.plain
    settings.receiveBuffer = 4000
    let trace = Trace.established(settings)
    trace.inject(". 1:101(100) ack 1 win 1000")
    trace.advance(50)
    trace.expect(". 1:1(0) ack 101 win 3900")
  }

  @Test func `data beyond the window is cut off`() {
    var settings = Trace.plain
    settings.receiveBuffer = 1000
    let trace = Trace.established(settings)
    trace.inject("P. 1:1501(1500) ack 1 win 1000")
    #expect(trace.readAll() == 1000)
    trace.inject("P. 5001:5101(100) ack 1 win 1000")
    #expect(trace.connection.readableByteCount == 0)
  }

  @Test func `a closed window does not keep acknowledgments out`() {
    var settings = Trace.plain
    settings.receiveBuffer = 1000
    let trace = Trace.established(settings)
    trace.write(500)
    trace.inject("P. 1:1001(1000) ack 1 win 1000")
    trace.expect("P. 1:501(500) ack 1001 win 0")
    trace.inject("P. 1001:1002(1) ack 501 win 1000")
    #expect(trace.connection.statistics.outstanding == 0)
    trace.expect(". 501:501(0) ack 1001 win 0")
  }

  @Test func `an old segment does not set the window`() {
    let trace = Trace.established()
    trace.inject("P. 11:21(10) ack 1 win 5000")
    trace.inject("P. 1:11(10) ack 1 win 100")
    #expect(trace.connection.statistics.sendWindow == 5000)
  }

  @Test func `a window that is taken back is borne`() {
    let trace = Trace.established(window: 5000)
    trace.write(5000)
    #expect(trace.drain().count == 5)
    trace.inject(". 1:1(0) ack 1001 win 1000")
    trace.expectNothing()
    trace.fire()
    trace.expect(". 1001:2001(1000) ack 1")
    trace.inject(". 1:1(0) ack 5001 win 1000")
    #expect(trace.connection.statistics.outstanding == 0)
  }

  // MARK: - Silly windows (RFC 9293, section 3.8.6.2)

  @Test func `a small window is used only when nothing else can be done`() {
    let trace = Trace.established(window: 65535)
    trace.write(1000)
    _ = trace.drain()
    trace.inject(". 1:1(0) ack 1001 win 10")
    trace.write(1000)
    trace.expectNothing()
    trace.fire()
    trace.expect(". 1001:1011(10) ack 1")
  }

  @Test func `half of the greatest window is worth a segment`() {
    let trace = Trace.established(window: 600)
    trace.write(1000)
    trace.expect(". 1:601(600) ack 1")
    trace.inject(". 1:1(0) ack 601 win 300")
    trace.expect(". 601:901(300) ack 1")
  }

  // MARK: - Nagle (RFC 9293, section 3.7.4)

  @Test func `small segments wait for the acknowledgment`() {
    var settings = Trace.plain
    settings.usesNagle = true
    let trace = Trace.established(settings)
    trace.write(10)
    trace.expect("P. 1:11(10) ack 1")
    trace.write(10)
    trace.expectNothing()
    trace.write(1000)
    trace.expect(". 11:1011(1000) ack 1")
    trace.inject(". 1:1(0) ack 11 win 5000")
    trace.expectNothing()
    trace.inject(". 1:1(0) ack 1011 win 5000")
    trace.expect("P. 1011:1021(10) ack 1")
  }

  @Test func `the last small segment before FIN does not wait`() {
    var settings = Trace.plain
    settings.usesNagle = true
    let trace = Trace.established(settings)
    trace.write(10)
    trace.expect("P. 1:11(10) ack 1")
    trace.write(10)
    trace.close()
    trace.expect("FP. 11:21(10) ack 1")
  }

  @Test func `without Nagle nothing waits`() {
    let trace = Trace.established()
    for start in [1, 11, 21] {
      trace.write(10)
      trace.expect("P. \(start):\(start + 10)(10) ack 1")
    }
  }

  // MARK: - Delayed acknowledgments (RFC 9293, section 3.8.6.3)

  @Test func `every second full segment is acknowledged at once`() {
    let trace = Trace.established()
    trace.inject(". 1:1001(1000) ack 1 win 1000")
    trace.expectNothing()
    trace.inject(". 1001:2001(1000) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 2001")
    #expect(trace.connection.deadline == nil)
  }

  @Test func `one segment is acknowledged after the delay`() {
    let trace = Trace.established()
    trace.inject("P. 1:11(10) ack 1 win 1000")
    trace.expectNothing()
    #expect(trace.fire() == 40)
    trace.expect(". 1:1(0) ack 11")
  }

  @Test func `an acknowledgment goes with data`() {
    let trace = Trace.established()
    trace.inject("P. 1:11(10) ack 1 win 1000")
    trace.write(5)
    trace.expect("P. 1:6(5) ack 11")
    #expect(trace.connection.statistics.counts.segmentsOut == 2)
    trace.inject(". 11:11(0) ack 6 win 1000")
    #expect(trace.connection.deadline == nil)
  }

  @Test func `several segments in one are acknowledged as such`() {
    let trace = Trace.established()
    trace.inject(". 1:30001(30000) ack 1 win 1000")
    trace.expect(". 1:1(0) ack 30001")
    #expect(trace.readAll() == 30_000)
  }

  // MARK: - Large segments (TSO)

  @Test func `a device gets whole segments to cut`() {
    let trace = Trace.established()
    trace.limit = 5500
    trace.write(10_000)
    trace.expect(". 1:5001(5000) ack 1", "P. 5001:10001(5000) ack 1")
    #expect(trace.lastSegmentSize == 1000)
  }

  @Test func `a part of a large segment that is lost is sent alone`() {
    var settings = Trace.plain
    settings.usesSelectiveAcknowledgment = true
    let trace = Trace.established(settings, options: "mss 1000,sackOK")
    trace.limit = 65_000
    trace.write(10_000)
    trace.expect("P. 1:10001(10000) ack 1")
    trace.advance(10)
    trace.inject(". 1:1(0) ack 1001 win 65535 <sack 2001:10001>")
    trace.expect(". 1001:2001(1000) ack 1")
  }
}
