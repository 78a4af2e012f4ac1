// Header prediction: what it takes, and that it does what the long way does.

import TCP
import Testing
import Time

@Suite struct FastPathTests {
  private func predicted(_ trace: Trace) -> Int {
    trace.connection.statistics.counts.predictedSegments
  }

  @Test func `a stream is predicted`() {
    let trace = Trace.established()
    for start in stride(from: 1, to: 20_000, by: 1000) {
      trace.inject(". \(start):\(start + 1000)(1000) ack 1 win \(60_000 - start)")
    }
    #expect(predicted(trace) == 20)
    trace.expect(". 1:1(0) ack 20001")
    #expect(trace.readAll() == 20_000)
  }

  @Test func `acknowledgments are predicted, and set the window`() {
    let trace = Trace.established()
    trace.write(5000)
    _ = trace.drain()
    trace.inject(". 1:1(0) ack 2001 win 3000")
    trace.inject(". 1:1(0) ack 4001 win 2000")
    #expect(predicted(trace) == 2)
    #expect(trace.connection.statistics.sendWindow == 2000)
    #expect(trace.connection.statistics.outstanding == 1000)
  }

  @Test func `data with an acknowledgment of new data is predicted`() {
    let trace = Trace.established()
    trace.write(64)
    _ = trace.drain()
    trace.inject("P. 1:65(64) ack 65 win 65535")
    #expect(predicted(trace) == 1)
    #expect(trace.readAll() == 64)
    #expect(trace.connection.statistics.outstanding == 0)
  }

  @Test(arguments: [
    "F. 1:1(0) ack 1 win 9", "P. 2:12(10) ack 1 win 9", "P. 1:11(10) ack 2 win 9",
    "P. 1:11(10) ack 1 win 0", "S. 1:1(0) ack 1 win 9", "PE. 1:11(10) ack 1 win 9",
    ". 1:1(0) ack 1 win 9",
  ])
  func `what is out of the ordinary is not`(text: String) {
    let trace = Trace.established()
    trace.inject(text)
    #expect(predicted(trace) == 0)
  }
}
