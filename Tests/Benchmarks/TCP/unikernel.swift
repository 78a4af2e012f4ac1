// What a segment costs: two connections in one unikernel, joined by nothing but calls. Nanoseconds of one segment,
// the median of nine rounds, one line each. README.md says what the lines are.

import Bytes
import Introspection
import Kernel
import TCP
import Wire

enum Benchmark {
  static let rounds = 9

  static func start(
    console: any Console, clock: any MonotonicClock, only: String, count: Int
  ) async {
    for operation in Operation.allCases {
      if only.utf8.count > 0, !operation.name.isBytewise(only) { continue }
      let pair = Pair(operation, clock.now, BufferPool(limit: 16 << 20))
      pair.run(count / 10)
      var times: [Int64] = []
      times.reserveCapacity(rounds)
      let allocations = Heap.statistics.allocations
      for _ in 0..<rounds {
        let start = clock.now
        pair.run(count)
        times.append((clock.now - start).nanoseconds)
      }
      // One list of the heap's figures is made in between.
      let made = Heap.statistics.allocations - allocations
      let tenths = times.sorted()[rounds / 2] * 10 / Int64(count)
      console.print(
        operation.name + " \(tenths / 10).\(tenths % 10) allocations \(made) predicted "
          + "\(pair.predicted) of \(pair.received)")
    }
    if only.utf8.count == 0 { idle(console, clock) }
  }

  /// What connections that have said something, and are silent now, keep.
  private static func idle(_ console: any Console, _ clock: any MonotonicClock) {
    let count = 1000
    let pool = BufferPool(limit: 16 << 20)
    var pairs: [Pair] = []
    pairs.reserveCapacity(count)
    let before = Heap.statistics.used
    for _ in 0..<count {
      let pair = Pair(.echo, clock.now, pool, hasFrames: false)
      pairs.append(pair)
    }
    let used = Heap.statistics.used - before
    console.print("idle \(used / (2 * count)) bytes a connection")
    if pairs.count == 1 { console.print("") }
  }
}

enum Operation: CaseIterable {
  case bulk, bulkOffloaded, echo, copy

  var name: String {
    switch self {
    case .bulk: "bulk"
    case .bulkOffloaded: "bulk-offloaded"
    case .echo: "echo"
    case .copy: "copy-sum"
    }
  }
}

final class Pair {
  let operation: Operation
  private let one: TCPConnection
  private let other: TCPConnection
  private var now: Instant
  private var data: [UInt8]
  private var frame: [UInt8]
  private var target: [UInt8]

  init(_ operation: Operation, _ now: Instant, _ pool: BufferPool, hasFrames: Bool = true) {
    data = hasFrames ? [UInt8](repeating: 0x5a, count: 65536) : []
    frame = hasFrames ? [UInt8](repeating: 0, count: 65536) : []
    target = frame
    self.operation = operation
    self.now = now
    var settings = TCPSettings()
    settings.receiveBuffer = 1 << 20
    settings.sendBuffer = 1 << 20
    settings.usesNagle = operation != .echo
    one = TCPConnection(
      connectFrom: Port(4000), to: Port(80), settings: settings, pool: pool,
      initialSequence: SequenceNumber(1), timestampOffset: 0, now: now)
    let syn = one.nextSegment(now: now, limit: 1)!
    other = TCPConnection(
      accept: TCPOpening(syn: syn.header), settings: settings, pool: pool,
      initialSequence: SequenceNumber(2), timestampOffset: 0, now: now)
    _ = move(other, one, 1)
    _ = move(one, other, 1)
  }

  var received: Int {
    one.statistics.counts.segmentsIn + other.statistics.counts.segmentsIn
  }
  var predicted: Int {
    one.statistics.counts.predictedSegments + other.statistics.counts.predictedSegments
  }

  func run(_ count: Int) {
    switch operation {
    case .bulk: stream(count, 1448)
    case .bulkOffloaded: stream(count, 65_000)
    case .echo:
      for _ in 0..<count { echo() }
    case .copy:
      for _ in 0..<count { Self.copy(data, into: &frame, 1448) }
    }
  }

  /// So many segments with their acknowledgments.
  private func stream(_ count: Int, _ limit: Int) {
    var moved = 0
    while moved < count {
      _ = Self.write(one, data, 65536, now)
      moved += move(one, other, limit)
      while Self.read(other, into: &target, now) > 0 {}
      _ = move(other, one, 1)
      now = now + .microseconds(100)
      if let deadline = other.deadline, deadline <= now { other.timerFired(now: now) }
    }
  }

  /// 64 bytes there and back.
  private func echo() {
    _ = Self.write(one, data, 64, now)
    _ = move(one, other, 1)
    let count = Self.read(other, into: &target, now)
    _ = Self.write(other, target, count, now)
    _ = move(other, one, 1)
    _ = Self.read(one, into: &target, now)
    now = now + .microseconds(10)
  }

  /// Segments that went.
  private func move(_ from: TCPConnection, _ to: TCPConnection, _ limit: Int) -> Int {
    var count = 0
    while let segment = from.nextSegment(now: now, limit: limit) {
      Self.carry(segment, from, to, &frame, now)
      count += max((segment.payloadByteCount + 1447) / 1448, 1)
    }
    return count
  }

  @inline(never)
  private static func carry(
    _ segment: TCPSegment, _ from: TCPConnection, _ to: TCPConnection, _ frame: inout [UInt8],
    _ now: Instant
  ) {
    var sum = InternetChecksum()
    if segment.payloadByteCount > 0 {
      var elements = frame.mutableSpan
      var bytes = elements.mutableBytes
      from.copyPayload(of: segment, into: &bytes, at: 0, checksum: &sum)
    }
    to.receive(
      segment.header, frame.span.bytes.extracting(0..<segment.payloadByteCount),
      congestion: .notCapable, now: now)
  }

  private static func write(
    _ connection: TCPConnection, _ data: [UInt8], _ count: Int, _ now: Instant
  ) -> Int {
    connection.write(data.span.bytes.extracting(0..<count), now: now)
  }

  private static func read(
    _ connection: TCPConnection, into target: inout [UInt8], _ now: Instant
  ) -> Int {
    var elements = target.mutableSpan
    var bytes = elements.mutableBytes
    return connection.read(into: &bytes, now: now)
  }

  @inline(never)
  private static func copy(_ source: [UInt8], into target: inout [UInt8], _ count: Int) {
    var sum = InternetChecksum()
    var elements = target.mutableSpan
    var bytes = elements.mutableBytes
    sum.copy(source.span.bytes.extracting(0..<count), into: &bytes, at: 0)
  }
}
