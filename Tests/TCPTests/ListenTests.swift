// Listeners, cookies (RFC 4987), numbers that nobody can guess (RFC 6528).

import Testing
import Time
import Wire

@testable import TCP

@Suite struct ListenTests {
  private let key = TCPKey(low: 0x0706_0504_0302_0100, high: 0x0f0e_0d0c_0b0a_0908)
  private let now = Trace.start

  private func endpoints(_ port: UInt16 = 4000) -> TCPEndpoints {
    TCPEndpoints(
      local: IPv4Address(10, 0, 0, 1), localPort: Port(80), remote: IPv4Address(10, 0, 0, 2),
      remotePort: Port(port))
  }

  private func header(_ text: String) -> TCPHeader {
    SegmentText(text, sender: SequenceNumber(5000), receiver: SequenceNumber(0)).header
  }

  // MARK: - SipHash

  /// Vectors of the authors' reference (SipHash-2-4, 64 bits, key 00…0f, input 00, 01, …).
  @Test func `SipHash gives the published values`() {
    var empty = SipHash(key: key)
    #expect(empty.finish() == 0x726f_db47_dd0e_0e31)
    var one = SipHash(key: key)
    #expect(one.finish(tail: 0, count: 1) == 0x74f8_39c5_93dc_67fd)
    var eight = SipHash(key: key)
    eight.add(0x0706_0504_0302_0100)
    #expect(eight.finish() == 0x93f5_f579_9a93_2462)
    var fifteen = SipHash(key: key)
    fifteen.add(0x0706_0504_0302_0100)
    #expect(fifteen.finish(tail: 0x0e_0d0c_0b0a_0908, count: 7) == 0xa129_ca61_49be_45e5)
  }

  // MARK: - Numbers

  @Test func `initial numbers grow with time, and differ from one peer to the next`() {
    let one = TCPSequenceSource.initialSequence(of: endpoints(), key: key, now: now)
    let later = TCPSequenceSource.initialSequence(
      of: endpoints(), key: key, now: now + .milliseconds(4))
    #expect(later - one == 1000)
    let other = TCPSequenceSource.initialSequence(of: endpoints(4001), key: key, now: now)
    #expect(other != one)
    let secret = TCPKey(low: 1, high: 2)
    #expect(TCPSequenceSource.initialSequence(of: endpoints(), key: secret, now: now) != one)
  }

  // MARK: - The queue

  @Test func `beyond the backlog nothing is remembered`() {
    var queue = TCPListenQueue(backlog: 2, key: key)
    for _ in 0..<2 {
      let answer = queue.receive(
        header("S 0:0(0) win 1000"), payloadByteCount: 0, endpoints: endpoints(),
        settings: Trace.plain, now: now)
      guard case .accept(_, initialSequence: nil) = answer else {
        Issue.record("\(answer)")
        return
      }
    }
    for _ in 0..<1000 {
      let answer = queue.receive(
        header("S 0:0(0) win 1000"), payloadByteCount: 0, endpoints: endpoints(),
        settings: Trace.plain, now: now)
      guard case .answer(let answer) = answer else {
        Issue.record("\(answer)")
        return
      }
      #expect(answer.flags == [.syn, .ack])
      #expect(answer.acknowledgmentNumber == SequenceNumber(5001))
    }
    #expect(queue.halfOpen == 2 && queue.cookiesSent == 1000)
    queue.connectionFailed()
    #expect(queue.halfOpen == 1)
  }

  /// A queue that is full of half-open connections.
  private func full() -> TCPListenQueue {
    var queue = TCPListenQueue(backlog: 1, key: key)
    _ = queue.receive(
      header("S 0:0(0) win 1000"), payloadByteCount: 0, endpoints: endpoints(9),
      settings: TCPSettings(), now: now)
    return queue
  }

  private func cookie(
    _ queue: inout TCPListenQueue, _ syn: String, settings: TCPSettings = TCPSettings()
  ) -> TCPHeader? {
    let answer = queue.receive(
      header(syn), payloadByteCount: 0, endpoints: endpoints(), settings: settings, now: now)
    guard case .answer(let header) = answer else { return nil }
    return header
  }

  private func accepted(
    _ queue: inout TCPListenQueue, _ number: SequenceNumber, echo: UInt32? = nil,
    later: Duration = .zero, port: UInt16 = 4000
  ) -> (TCPOpening, SequenceNumber)? {
    var header = header(". 1:1(0) ack 0 win 700")
    header.acknowledgmentNumber = number
    if let echo { header.options.timestamps = TCPTimestamps(value: 9, echo: echo) }
    let answer = queue.receive(
      header, payloadByteCount: 0, endpoints: endpoints(port), settings: TCPSettings(),
      now: now + later)
    guard case .accept(let opening, let initial?) = answer else { return nil }
    return (opening, initial)
  }

  @Test func `a cookie that comes back is a connection`() throws {
    var queue = full()
    let answer = try #require(cookie(&queue, "S 0:0(0) win 1000 <mss 1400>"))
    let (opening, initial) = try #require(accepted(&queue, answer.sequenceNumber + 1))
    #expect(opening.isProven && opening.options.maximumSegmentSize == 1400)
    #expect(opening.options.windowScale == nil && !opening.options.sackPermitted)
    #expect(initial == answer.sequenceNumber)
    #expect(queue.ready == 1 && queue.cookiesAccepted == 1)
    let connection = TCPConnection(
      accept: opening, settings: Trace.plain, pool: BufferPool(limit: 1 << 20),
      initialSequence: initial, timestampOffset: 0, now: now)
    #expect(connection.state == .established)
    #expect(connection.nextSegment(now: now, limit: 1) == nil)
    #expect(connection.write([UInt8](repeating: 0, count: 5).span.bytes, now: now) == 5)
    let segment = try #require(connection.nextSegment(now: now, limit: 1))
    #expect(segment.header.sequenceNumber == initial + 1 && segment.payloadByteCount == 5)
    #expect(segment.header.acknowledgmentNumber == SequenceNumber(5001))
  }

  @Test func `timestamps remember the options`() throws {
    var queue = full()
    let answer = try #require(
      cookie(&queue, "SEW 0:0(0) win 1000 <mss 1460,sackOK,TS val 5 ecr 0,wscale 7>"))
    #expect(answer.flags == [.syn, .ack, .ece])
    #expect(answer.options.sackPermitted && answer.options.windowScale == 3)
    let stamp = try #require(answer.options.timestamps)
    #expect(stamp.echo == 5)
    let (opening, _) = try #require(
      accepted(&queue, answer.sequenceNumber + 1, echo: stamp.value))
    #expect(opening.options.windowScale == 7 && opening.options.sackPermitted && opening.usesECN)
  }

  @Test func `a cookie is valid for its peer, and not for long`() throws {
    var queue = full()
    let number = try #require(cookie(&queue, "S 0:0(0) win 9 <mss 1400>")).sequenceNumber + 1
    #expect(accepted(&queue, number, port: 4001) == nil)
    #expect(accepted(&queue, number + 1) == nil)
    #expect(accepted(&queue, number, later: .seconds(128)) == nil)
    #expect(accepted(&queue, number, later: .seconds(60)) != nil)
    #expect(queue.cookiesRefused >= 2)
  }

  @Test func `an acknowledgment that is no cookie is answered with a reset`() {
    var queue = TCPListenQueue(backlog: 1, key: key)
    let answer = queue.receive(
      header(". 1:1(0) ack 77 win 9"), payloadByteCount: 0, endpoints: endpoints(),
      settings: Trace.plain, now: now)
    guard case .answer(let reset) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(reset.flags == .rst && reset.sequenceNumber == SequenceNumber(77))
  }

  @Test(arguments: ["R 0:0(0) win 9", "SF 0:0(0) win 9", "P 0:5(5) win 9", "- 0:0(0) win 9"])
  func `what opens nothing is ignored`(text: String) {
    var queue = TCPListenQueue(backlog: 1, key: key)
    let answer = queue.receive(
      header(text), payloadByteCount: 0, endpoints: endpoints(), settings: Trace.plain, now: now)
    #expect(answer == .ignore)
    #expect(queue.halfOpen == 0)
  }

  @Test func `a segment from itself is ignored`() {
    var queue = TCPListenQueue(backlog: 1, key: key)
    let loop = TCPEndpoints(
      local: IPv4Address(10, 0, 0, 1), localPort: Port(80), remote: IPv4Address(10, 0, 0, 1),
      remotePort: Port(80))
    let answer = queue.receive(
      header("S 0:0(0) win 9"), payloadByteCount: 0, endpoints: loop, settings: Trace.plain,
      now: now)
    #expect(answer == .ignore)
  }

  @Test func `an application that does not accept keeps others out`() throws {
    var queue = full()
    queue.connectionStood()
    #expect(queue.halfOpen == 0 && queue.ready == 1)
    #expect(
      queue.receive(
        header("S 0:0(0) win 9"), payloadByteCount: 0, endpoints: endpoints(),
        settings: Trace.plain, now: now) == .ignore)
    #expect(queue.overflows == 1)
    queue.connectionTaken()
    #expect(queue.ready == 0)
  }
}
