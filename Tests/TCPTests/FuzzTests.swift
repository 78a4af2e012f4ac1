// Segments that nobody sane sends, to a connection in every state: nothing traps, numbers stay sane, memory has its
// bound, and a timer is never due for ever.

import SeededNumbers
import TCP
import Testing
import Time
import Wire

@Suite struct FuzzTests {
  /// What leads to each state.
  static let preludes: [@Sendable (Trace) -> Void] = [
    { _ in },
    { _ = $0.drain() },
    { trace in
      _ = trace.drain()
      trace.inject("S 0:0(0) win 1000 <mss 500,sackOK,TS val 1 ecr 0,wscale 2>")
    },
    { open($0) },
    { trace in
      open(trace)
      trace.write(20_000)
      _ = trace.drain()
    },
    { trace in
      open(trace)
      trace.write(5_000)
      trace.close()
      _ = trace.drain()
    },
    { trace in
      open(trace)
      trace.close()
      _ = trace.drain()
      trace.inject(". 1:1(0) ack 2 win 1000 <TS val 1 ecr 0>")
    },
    { trace in
      open(trace)
      trace.inject("F. 1:1(0) ack 1 win 1000 <TS val 1 ecr 0>")
      trace.write(3_000)
      _ = trace.drain()
    },
    { trace in
      open(trace)
      trace.inject("F. 1:1(0) ack 1 win 1000 <TS val 1 ecr 0>")
      trace.close()
      _ = trace.drain()
    },
    { trace in
      open(trace)
      trace.close()
      _ = trace.drain()
      trace.inject("F. 1:1(0) ack 1 win 1000 <TS val 1 ecr 0>")
    },
    { trace in
      open(trace)
      trace.close()
      _ = trace.drain()
      trace.inject("F. 1:1(0) ack 2 win 1000 <TS val 1 ecr 0>")
    },
  ]

  static func open(_ trace: Trace) {
    _ = trace.drain()
    trace.inject("S. 0:0(0) ack 1 win 9000 <mss 500,sackOK,TS val 1 ecr 0,wscale 2>")
    _ = trace.drain()
  }

  /// A number near one that matters, or any.
  static func number(_ random: inout SplitMix, _ origin: SequenceNumber, _ reach: Int)
    -> SequenceNumber
  {
    switch random.next() % 8 {
    case 0: return SequenceNumber(UInt32(truncatingIfNeeded: random.next()))
    case 1: return origin + Int(random.next() % 3) - 1
    default: return origin + Int(random.next() % UInt64(reach)) - reach / 8
    }
  }

  static func segment(_ random: inout SplitMix, _ trace: Trace) -> (TCPHeader, [UInt8]) {
    let flags: [TCPFlags] = [
      .ack, .ack, .ack, [.ack, .psh], [.ack, .fin], .syn, [.syn, .ack], .rst, [.rst, .ack],
      TCPFlags(rawValue: UInt8(truncatingIfNeeded: random.next())), [.ack, .ece], [.ack, .cwr],
    ]
    var header = TCPHeader(
      sourcePort: Port(4000), destinationPort: Port(80),
      sequenceNumber: number(&random, trace.origins.remote, 40_000),
      acknowledgmentNumber: number(&random, trace.origins.local, 24_000),
      flags: flags[Int(random.next() % UInt64(flags.count))],
      window: [0, 1, 100, 5000, 65535][Int(random.next() % 5)])
    header.urgentPointer = UInt16(truncatingIfNeeded: random.next())
    if random.next() % 4 != 0 {
      header.options.timestamps = TCPTimestamps(
        value: UInt32(random.next() % 5), echo: UInt32(truncatingIfNeeded: random.next() % 2000))
    }
    if random.next() % 3 == 0 {
      for _ in 0..<random.next() % 5 {
        let left = number(&random, trace.origins.local, 24_000)
        header.options.sackBlocks.append(
          SACKBlock(left: left, right: left + Int(random.next() % 4000) - 100))
      }
    }
    if random.next() % 5 == 0 {
      header.options.maximumSegmentSize = UInt16(truncatingIfNeeded: random.next())
      header.options.windowScale = UInt8(random.next() % 15)
      header.options.sackPermitted = random.next() % 2 == 0
    }
    let sizes = [0, 0, 1, 100, 500, 3000, 65_000]
    let count = sizes[Int(random.next() % UInt64(sizes.count))]
    return (header, [UInt8](repeating: 7, count: count))
  }

  static func attack(seed: Int, steps: Int) {
    var random = SplitMix(state: UInt64(seed))
    let origins = Origins(
      local: SequenceNumber(UInt32(truncatingIfNeeded: random.next())),
      remote: SequenceNumber(UInt32(truncatingIfNeeded: random.next())))
    var settings = TCPSettings()
    settings.usesSelectiveAcknowledgment = random.next() % 3 != 0
    settings.usesTimestamps = random.next() % 3 != 0
    settings.keepAlive = random.next() % 2 == 0 ? .seconds(5) : nil
    settings.receiveBuffer = [1000, 30_000, 400_000][Int(random.next() % 3)]
    let pool = BufferPool(limit: 200_000)
    let trace = Trace(connecting: settings, origins: origins, pool: pool)
    trace.limit = [1, 5000, 65_000][Int(random.next() % 3)]
    preludes[seed % preludes.count](trace)
    for step in 0..<steps {
      act(&random, trace)
      if let problem = problem(trace, pool) {
        Issue.record("seed \(seed), step \(step): \(problem): \(trace.connection.statistics)")
        return
      }
    }
    trace.connection.abort(now: trace.now)
    #expect(pool.bytesInUse == 0 || trace.connection.readableByteCount > 0, "seed \(seed)")
  }

  private static func act(_ random: inout SplitMix, _ trace: Trace) {
    switch random.next() % 24 {
    case 0: trace.advance(Int(random.next() % 3000))
    case 1: trace.write(Int(random.next() % 3000))
    case 2: drop(trace)
    case 3 where random.next() % 10 == 0: trace.close()
    case 3 where random.next() % 10 == 0: trace.connection.abandon(now: trace.now)
    case 4:
      trace.connection.pathChanged(
        largestSegment: Int(random.next() % 2000),
        quoted: number(&random, trace.origins.local, 9000), now: trace.now)
    case 5:
      trace.connection.receiveError(
        TCPUnreachable(rawValue: UInt8(random.next() % 6))!,
        quoted: number(&random, trace.origins.local, 9000), now: trace.now)
    default:
      let (header, payload) = segment(&random, trace)
      trace.connection.receive(
        header, payload.span.bytes,
        congestion: ExplicitCongestion(rawValue: UInt8(random.next() % 4))!, now: trace.now)
    }
    if random.next() % 4 != 0 { _ = trace.drain() }
  }

  /// What arrived is not what the stream's bytes should be: it is thrown away unseen.
  private static func drop(_ trace: Trace) {
    let count = trace.connection.withReadable { $0.byteCount }
    trace.connection.consume(count, now: trace.now)
  }

  private static func problem(_ trace: Trace, _ pool: BufferPool) -> String? {
    let statistics = trace.connection.statistics
    if pool.bytesInUse > pool.limit { return "too much memory" }
    if statistics.bufferMemory != pool.bytesInUse { return "memory was lost" }
    if statistics.outstanding < 0 || statistics.sacked < 0 || statistics.lost < 0 {
      return "negative numbers"
    }
    if statistics.sacked + statistics.lost > statistics.outstanding { return "the scoreboard" }
    if statistics.congestionWindow < statistics.segmentSize / 2 { return "no congestion window" }
    if let deadline = trace.connection.deadline, deadline <= trace.now {
      trace.connection.timerFired(now: trace.now)
      _ = trace.drain()
      if let next = trace.connection.deadline, next <= trace.now { return "a timer due for ever" }
    }
    return nil
  }

  @Test(arguments: 0..<20)
  func `nothing that arrives does harm`(part: Int) {
    for seed in part * 55..<part * 55 + 55 { Self.attack(seed: seed, steps: 60) }
  }

  @Test(.enabled(if: Soak.isOn))
  func `nothing that arrives does harm, AtLength`() async {
    await Soak.seeds { Self.attack(seed: $0, steps: 400) }
  }
}
