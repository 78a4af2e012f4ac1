// One side of a hostile link: a connection, and an application that writes, reads and closes in its own time.

import Bytes
import SeededNumbers
import TCP
import Time
import Wire

final class Endpoint {
  let name: String
  let side: Stream
  var connection: TCPConnection?
  var settings = TCPSettings()
  var pool = BufferPool(limit: 8 << 20)
  var initialSequence = SequenceNumber(0)
  let limit: Int
  /// Bytes that are to be written, and that are to come.
  let total: Int
  let expected: Int
  private(set) var written = 0
  private(set) var read = 0
  /// Reads and writes all it can at once.
  private let isQuick: Bool
  /// When the application wants to go on.
  private(set) var wakes: Instant?
  private var edge: SequenceNumber?
  private(set) var finishedAt: Instant?
  private var deepest = 0

  init(
    name: String, side: Stream, connection: TCPConnection?, total: Int, expected: Int, limit: Int,
    isQuick: Bool
  ) {
    self.name = name
    self.side = side
    self.connection = connection
    self.total = total
    self.expected = expected
    self.limit = limit
    self.isQuick = isQuick
  }

  private var other: Stream { side == .local ? .remote : .local }

  func accept(_ header: TCPHeader, _ now: Instant) {
    guard header.flags.contains(.syn), !header.flags.contains(.ack) else { return }
    connection = TCPConnection(
      accept: TCPOpening(syn: header), settings: settings, pool: pool,
      initialSequence: initialSequence, timestampOffset: 77, now: now)
  }

  /// All was said and heard; or the connection is over.
  var isOver: Bool {
    guard let connection else { return false }
    return (connection.state == .closed || connection.state == .timeWait)
      && connection.readableByteCount == 0
  }
  var isGone: Bool { connection?.state == .closed }

  /// Everything arrived, in both directions.
  var isComplete: Bool { written == total && read == expected && connection?.hasEnded == true }

  // MARK: - The application

  func turn(_ now: Instant, _ random: inout SplitMix) throws {
    guard let connection else { return }
    if let wakes, wakes > now { return }
    wakes = nil
    if !isQuick, connection.state.isSynchronized, random.next() % 4 == 0 {
      wakes = now + .microseconds(Int64(random.next() % 20_000) + 1)
      return
    }
    try take(connection, now, &random)
    put(connection, now, &random)
    // In SYN-SENT it would end the connection.
    if written == total, connection.state != .synSent { connection.close(now: now) }
    if read == expected, connection.hasEnded, finishedAt == nil { finishedAt = now }
  }

  private func put(_ connection: TCPConnection, _ now: Instant, _ random: inout SplitMix) {
    guard connection.writableByteCount > 0 else { return }
    while written < total {
      let most = isQuick ? 65536 : Int(random.next() % 5000) + 1
      let wanted = min(most, total - written)
      let bytes = Stream.bytes(side, written, wanted)
      let count = connection.write(bytes.span.bytes, now: now)
      written += count
      if count < wanted { return }
      if !isQuick, random.next() % 8 == 0 {
        wakes = now + .microseconds(Int64(random.next() % 5000) + 1)
        return
      }
    }
  }

  private func take(
    _ connection: TCPConnection, _ now: Instant, _ random: inout SplitMix
  ) throws {
    var bytes = [UInt8](repeating: 0, count: isQuick ? 65536 : Int(random.next() % 4000) + 1)
    while true {
      let count = Self.read(connection, into: &bytes, now)
      if count == 0 { return }
      if Array(bytes[..<count]) != Stream.bytes(other, read, count) {
        throw Broken(description: "\(name): wrong bytes from \(read) on")
      }
      read += count
      if read > expected { throw Broken(description: "\(name): more than was sent") }
      if !isQuick, random.next() % 3 == 0 {
        wakes = now + .microseconds(Int64(random.next() % 3000) + 1)
        return
      }
    }
  }

  private static func read(
    _ connection: TCPConnection, into bytes: inout [UInt8], _ now: Instant
  ) -> Int {
    var elements = bytes.mutableSpan
    var target = elements.mutableBytes
    return connection.read(into: &target, now: now)
  }

  // MARK: - What is sent

  /// What leaves the device: pieces of a segment's size.
  func packets(of segment: TCPSegment) throws -> [Packet] {
    guard let connection else { return [] }
    try checkWindow(segment.header)
    var bytes = [UInt8](repeating: 0, count: segment.payloadByteCount)
    Self.copy(connection, segment, into: &bytes)
    if segment.payloadByteCount == 0 { return [packet(segment, bytes[...], 0)] }
    guard segment.segmentSize > 0 else { throw Broken(description: "\(name): no segment size") }
    if segment.payloadByteCount > max(limit, segment.segmentSize) {
      throw Broken(description: "\(name): more than was asked for")
    }
    return stride(from: 0, to: bytes.count, by: segment.segmentSize).map { start in
      packet(segment, bytes[start..<min(start + segment.segmentSize, bytes.count)], start)
    }
  }

  private func packet(_ segment: TCPSegment, _ payload: ArraySlice<UInt8>, _ start: Int) -> Packet {
    var header = segment.header
    header.sequenceNumber += start
    if start + payload.count < segment.payloadByteCount {
      header.flags.subtract([.fin, .psh])
    }
    if start > 0 { header.flags.remove(.cwr) }
    return Packet(
      header: header, payload: Array(payload), mark: segment.congestion, due: .zero, order: 0,
      toServer: false)
  }

  private static func copy(
    _ connection: TCPConnection, _ segment: TCPSegment, into bytes: inout [UInt8]
  ) {
    guard segment.payloadByteCount > 0 else { return }
    var sum = InternetChecksum()
    var elements = bytes.mutableSpan
    var target = elements.mutableBytes
    connection.copyPayload(of: segment, into: &target, at: 0, checksum: &sum)
  }

  // MARK: - Invariants

  /// The right edge of the window never moves to the left, but for the rounding of the scale (RFC 9293, section
  /// 3.8.6; RFC 7323, section 2.4).
  private func checkWindow(_ header: TCPHeader) throws {
    guard header.flags.contains(.ack), !header.flags.contains(.rst), let connection else { return }
    let shift = header.flags.contains(.syn) ? 0 : Int(connection.statistics.receiveWindowShift)
    let new = header.acknowledgmentNumber + Int(header.window) << shift
    if let edge, !header.flags.contains(.syn), new - edge <= -(1 << shift) {
      throw Broken(description: "\(name): the window shrinks by \(edge - new)")
    }
    if edge == nil || edge! < new { edge = new }
  }

  func check(_ now: Instant) throws {
    guard let connection else { return }
    let statistics = connection.statistics
    let settings = connection.settings
    let bound = settings.receiveBuffer + settings.sendBuffer + 6 * 4064 + (1 << 14)
    if statistics.bufferMemory > 2 * bound {
      throw Broken(description: "\(name): \(statistics.bufferMemory) bytes of buffers")
    }
    if statistics.outstanding < 0 || statistics.sendQueue < 0 || statistics.receiveQueue < 0 {
      throw Broken(description: "\(name): negative: \(statistics)")
    }
    if statistics.receiveQueue > settings.receiveBuffer + (1 << 14) {
      throw Broken(description: "\(name): more is queued than the buffer holds")
    }
    if statistics.sacked + statistics.lost > statistics.outstanding {
      throw Broken(description: "\(name): the scoreboard holds more than is outstanding")
    }
    if connection.isIdle, connection.state == .closed, statistics.bufferMemory > 0,
      statistics.receiveQueue == 0
    {
      throw Broken(description: "\(name): memory of a connection that is closed")
    }
  }

  var summary: String {
    guard let connection else { return "\(name): not there" }
    let deadline = connection.deadline.map { "\($0.nanoseconds)" } ?? "none"
    return """
      \(name) \(connection.state) failure \(connection.failure as Any) wrote \(written)/\(total) \
      read \(read)/\(expected) ended \(connection.hasEnded) deadline \(deadline) \
      \(connection.statistics)
      """
  }
}

extension TCPConnection {
  /// Nothing is outstanding, and nothing waits.
  var isIdle: Bool { statistics.outstanding == 0 && statistics.sendQueue == 0 }
}
