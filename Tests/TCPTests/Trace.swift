// A connection on a clock that is set by hand, and its peer by hand too: tests read like a trace of packets.
//
//     let trace = Trace.established()
//     trace.write(100)
//     trace.expect("P. 1:101(100) ack 1")
//     trace.inject(". 1:1(0) ack 101 win 1000")
//     trace.expectNothing()

import Bytes
import TCP
import Testing
import Time
import Wire

final class Trace {
  let connection: TCPConnection
  let pool: BufferPool
  private(set) var now: Instant
  let origins: Origins
  /// What the device cuts: the limit of `nextSegment`.
  var limit = 1
  private(set) var written = 0
  private(set) var read = 0
  /// What the IP header of the last segment said.
  private(set) var lastCongestion = ExplicitCongestion.notCapable
  private(set) var lastSegmentSize = 0

  /// Nothing but MSS in SYN, no Nagle: the settings of tests that are about something else.
  static var plain: TCPSettings {
    var settings = TCPSettings()
    settings.usesTimestamps = false
    settings.usesWindowScale = false
    settings.usesSelectiveAcknowledgment = false
    settings.usesExplicitCongestion = false
    settings.usesNagle = false
    settings.congestionAlgorithm = .newReno
    settings.receiveBuffer = 65535
    return settings
  }

  static let start = Instant(nanoseconds: 1_000_000_000_000)

  init(
    connecting settings: TCPSettings = plain, origins: Origins = Origins(),
    pool: BufferPool = BufferPool(limit: 4 << 20)
  ) {
    self.pool = pool
    self.origins = origins
    now = Self.start
    // The timestamps' clock shows 0 at the start of a test.
    connection = TCPConnection(
      connectFrom: Port(80), to: Port(4000), settings: settings, pool: pool,
      initialSequence: origins.local, timestampOffset: 0 &- 1_000_000, now: now)
  }

  init(
    accepting syn: String, settings: TCPSettings = plain, origins: Origins = Origins(),
    pool: BufferPool = BufferPool(limit: 4 << 20)
  ) {
    self.pool = pool
    self.origins = origins
    now = Self.start
    let text = SegmentText(syn, sender: origins.remote, receiver: origins.local)
    connection = TCPConnection(
      accept: TCPOpening(syn: text.header), settings: settings, pool: pool,
      initialSequence: origins.local, timestampOffset: 0 &- 1_000_000, now: now)
  }

  /// A connection that a peer with this window and these options has opened.
  static func established(
    _ settings: TCPSettings = plain, window: Int = 65535, options: String = "mss 1000",
    origins: Origins = Origins(), pool: BufferPool = BufferPool(limit: 4 << 20)
  ) -> Trace {
    let trace = Trace(
      accepting: "S 0:0(0) win \(min(window, 65535)) <\(options)>", settings: settings,
      origins: origins, pool: pool)
    _ = trace.drain()
    let stamps = options.contains("TS") ? " <TS val 0 ecr 0>" : ""
    trace.inject(". 1:1(0) ack 1 win \(window)" + stamps)
    #expect(trace.state == .established)
    return trace
  }

  var state: TCPState { connection.state }
  var elapsed: Duration { now - Self.start }

  // MARK: - The peer

  func inject(_ text: String, mark: ExplicitCongestion = .notCapable) {
    let segment = SegmentText(text, sender: origins.remote, receiver: origins.local)
    let position = segment.header.sequenceNumber - origins.remote - 1
    let payload = Stream.bytes(.remote, position, segment.payloadByteCount)
    connection.receive(segment.header, payload.span.bytes, congestion: mark, now: now)
  }

  /// All segments that are to be sent now.
  func drain() -> [(header: TCPHeader, payloadByteCount: Int)] {
    var segments: [(TCPHeader, Int)] = []
    while let segment = connection.nextSegment(now: now, limit: limit) {
      lastCongestion = segment.congestion
      lastSegmentSize = segment.segmentSize
      check(segment)
      segments.append((segment.header, segment.payloadByteCount))
      precondition(segments.count < 10_000, "no end of segments")
    }
    return segments
  }

  /// What is sent is what was written.
  private func check(_ segment: TCPSegment) {
    guard segment.payloadByteCount > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: segment.payloadByteCount + 3)
    var sum = InternetChecksum()
    var elements = bytes.mutableSpan
    var target = elements.mutableBytes
    connection.copyPayload(of: segment, into: &target, at: 3, checksum: &sum)
    let position = segment.header.sequenceNumber - origins.local - 1
    let right = Stream.bytes(.local, position, segment.payloadByteCount)
    var rightSum = InternetChecksum()
    rightSum.add(right.span.bytes)
    #expect(Array(bytes[3...]) == right)
    #expect(sum.value == rightSum.value)
  }

  func expect(_ texts: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    let segments = drain()
    for index in 0..<max(segments.count, texts.count) {
      let like = index < texts.count ? texts[index] : "win <"
      let seen =
        index < segments.count
        ? SegmentText.describe(
          segments[index].header, segments[index].payloadByteCount, sender: origins.local,
          receiver: origins.remote, like: like) : "(nothing)"
      let wanted = index < texts.count ? texts[index] : "(nothing)"
      #expect(seen == wanted, sourceLocation: sourceLocation)
    }
  }

  func expectNothing(sourceLocation: SourceLocation = #_sourceLocation) {
    expect(sourceLocation: sourceLocation)
  }

  // MARK: - Time

  /// Lets time pass; timers fire when they are due. What they send waits for `expect`.
  func advance(_ milliseconds: Int) {
    let end = now + .milliseconds(Int64(milliseconds))
    while let deadline = connection.deadline, deadline <= end {
      now = max(now, deadline)
      connection.timerFired(now: now)
      if let next = connection.deadline { precondition(next > now, "a timer that does not end") }
    }
    now = end
  }

  /// Lets time pass until the next timer fires; milliseconds until then, rounded up.
  @discardableResult
  func fire() -> Int? {
    guard let deadline = connection.deadline else { return nil }
    let passed = Int(((deadline - now).nanoseconds + 999_999) / 1_000_000)
    now = max(now, deadline)
    connection.timerFired(now: now)
    return max(passed, 0)
  }

  // MARK: - The application

  @discardableResult
  func write(_ count: Int) -> Int {
    let bytes = Stream.bytes(.local, written, count)
    let taken = connection.write(bytes.span.bytes, now: now)
    written += taken
    return taken
  }

  /// Reads all that is there, and looks whether it is right; how much.
  @discardableResult
  func readAll(limit: Int = 1 << 20) -> Int {
    var bytes = [UInt8](repeating: 0, count: limit)
    var elements = bytes.mutableSpan
    var target = elements.mutableBytes
    let count = connection.read(into: &target, now: now)
    #expect(Array(bytes[..<count]) == Stream.bytes(.remote, read, count))
    read += count
    return count
  }

  func close() { connection.close(now: now) }
}

/// What either side says: bytes that tell their place, again only after a prime number of them.
enum Stream {
  case local
  case remote

  private static let period = 65_521
  private static let ofLocal = table { UInt8(truncatingIfNeeded: ($0 &* 0x9e37_79b1) >> 7 ^ $0) }
  private static let ofRemote = table { UInt8(truncatingIfNeeded: ($0 &* 0x85eb_ca6b) >> 9 ^ ~$0) }

  private static func table(_ byte: (Int) -> UInt8) -> [UInt8] {
    let once = (0..<period).map(byte)
    return once + once
  }

  static func bytes(_ side: Stream, _ position: Int, _ count: Int) -> [UInt8] {
    let table = side == .local ? ofLocal : ofRemote
    var bytes: [UInt8] = []
    var start = position % period
    if start < 0 { start += period }
    while bytes.count < count {
      let length = min(count - bytes.count, period)
      bytes.append(contentsOf: table[start..<start + length])
      start = (start + length) % period
    }
    return bytes
  }
}
