// Two connections and what lies between them: loss, duplicates, reordering, delay. One seed, one course of
// events. Invariants are looked at after every step.

import Bytes
import SeededNumbers
import TCP
import Time
import Wire

/// How bad the way is.
struct LinkQuality: Sendable, Hashable {
  /// Of a thousand packets.
  var loss = 0
  var duplication = 0
  /// So many packets of a thousand are late, and are overtaken.
  var reordering = 0
  /// One way, in microseconds.
  var delay = 5_000
  var jitter = 0
  /// Bits in a microsecond; 0: no limit.
  var megabits = 0
  /// Packets that wait for the link; one more is lost.
  var queue = 1000
  /// Of a thousand packets that may be marked.
  var marking = 0
}

/// A packet on its way.
struct Packet {
  var header: TCPHeader
  var payload: [UInt8]
  var mark: ExplicitCongestion
  var due: Instant
  var order: Int
  var toServer: Bool
}

/// A failure of an invariant, with what leads there again.
struct Broken: Error, CustomStringConvertible {
  let description: String
}

final class HostileLink {
  let client: Endpoint
  let server: Endpoint
  let quality: LinkQuality
  private var random: SplitMix
  private(set) var now = Instant(nanoseconds: 5_000_000_000)
  private var packets: [Packet] = []
  private var order = 0
  private(set) var steps = 0
  private(set) var sent = 0
  private(set) var lost = 0
  /// When the link is free again, in each direction.
  private var free: [Bool: Instant] = [:]

  init(
    seed: UInt64, quality: LinkQuality, client: TCPSettings, server: TCPSettings,
    poolLimit: Int = 8 << 20, limit: Int = 1, toServer: Int, toClient: Int, isQuick: Bool = false
  ) {
    random = SplitMix(state: seed)
    self.quality = quality
    let key = TCPKey(low: seed, high: ~seed)
    let ends = TCPEndpoints(
      local: IPv4Address(10, 0, 0, 1), localPort: Port(80), remote: IPv4Address(10, 0, 0, 2),
      remotePort: Port(4000))
    // Any number, so that they wrap now and then.
    let first = SequenceNumber(UInt32(truncatingIfNeeded: SplitMix.number(seed, 1)))
    let connection = TCPConnection(
      connectFrom: Port(4000), to: Port(80), settings: client,
      pool: BufferPool(limit: poolLimit), initialSequence: first,
      timestampOffset: TCPSequenceSource.timestampOffset(of: ends, key: key), now: now)
    self.client = Endpoint(
      name: "client", side: .local, connection: connection, total: toServer, expected: toClient,
      limit: limit, isQuick: isQuick)
    self.server = Endpoint(
      name: "server", side: .remote, connection: nil, total: toClient, expected: toServer,
      limit: limit, isQuick: isQuick)
    self.server.settings = server
    self.server.pool = BufferPool(limit: poolLimit)
    self.server.initialSequence = SequenceNumber(
      UInt32(truncatingIfNeeded: SplitMix.number(seed, 2)))
  }

  /// Lets events happen until both sides have ended.
  func run(steps limit: Int = 400_000) throws {
    try work(client)
    while !isOver {
      steps += 1
      guard steps < limit else { throw Broken(description: "no end: \(summary)") }
      guard let next = nextEvent else { throw Broken(description: "nothing happens: \(summary)") }
      now = max(now, next)
      try deliver()
      for end in [client, server] {
        guard let connection = end.connection else { continue }
        if let deadline = connection.deadline, deadline <= now { connection.timerFired(now: now) }
        try work(end)
        if let deadline = connection.deadline, deadline <= now {
          throw Broken(description: "\(end.name): a deadline in the past: \(summary)")
        }
      }
    }
  }

  private var isOver: Bool {
    client.isOver && server.isOver && (packets.isEmpty || client.isGone && server.isGone)
  }

  private var nextEvent: Instant? {
    var earliest: Instant?
    func consider(_ time: Instant?) {
      guard let time else { return }
      earliest = earliest.map { min($0, time) } ?? time
    }
    for packet in packets { consider(packet.due) }
    consider(client.connection?.deadline)
    consider(server.connection?.deadline)
    consider(client.wakes)
    consider(server.wakes)
    return earliest
  }

  private func deliver() throws {
    while let index = firstDue() {
      let packet = packets.remove(at: index)
      let end = packet.toServer ? server : client
      if end.connection == nil { end.accept(packet.header, now) }
      if end.isGone || end.connection == nil {
        refuse(packet)
        continue
      }
      end.connection?.receive(
        packet.header, packet.payload.span.bytes, congestion: packet.mark, now: now)
      try work(end)
    }
  }

  /// Nobody is there any more.
  private func refuse(_ packet: Packet) {
    guard
      let header = TCPReset.answer(
        to: packet.header, payloadByteCount: packet.payload.count)
    else { return }
    let answer = Packet(
      header: header, payload: [], mark: .notCapable, due: .zero, order: 0, toServer: false)
    transmit(answer, from: packet.toServer ? server : client)
  }

  private func firstDue() -> Int? {
    var best: Int?
    for index in packets.indices where packets[index].due <= now {
      guard let other = best else {
        best = index
        continue
      }
      let (one, two) = (packets[index], packets[other])
      if (one.due, one.order) < (two.due, two.order) { best = index }
    }
    return best
  }

  /// The application's turn, and then that of what is to be sent.
  private func work(_ end: Endpoint) throws {
    guard let connection = end.connection else { return }
    try end.turn(now, &random)
    var count = 0
    while let segment = connection.nextSegment(now: now, limit: end.limit) {
      count += 1
      guard count < 5000 else { throw Broken(description: "\(end.name): sends without end") }
      for packet in try end.packets(of: segment) { transmit(packet, from: end) }
    }
    try end.check(now)
  }

  private func transmit(_ packet: Packet, from end: Endpoint) {
    sent += 1
    var packet = packet
    packet.toServer = end === client
    if happens(quality.loss) || queueIsFull(packet.toServer) {
      lost += 1
      return
    }
    if packet.mark != .notCapable, happens(quality.marking) { packet.mark = .experienced }
    put(packet)
    if happens(quality.duplication) { put(packet) }
  }

  private func queueIsFull(_ direction: Bool) -> Bool {
    guard quality.megabits > 0, let free = free[direction], free > now else { return false }
    let bits = (free - now).nanoseconds * Int64(quality.megabits) / 1000
    return bits / 8 / 1500 >= quality.queue
  }

  private func put(_ packet: Packet) {
    var packet = packet
    var start = now
    if quality.megabits > 0 {
      start = max(now, free[packet.toServer] ?? now)
      let bits = Int64(packet.payload.count + packet.header.byteCount + 40) * 8
      start = start + .nanoseconds(bits * 1000 / Int64(quality.megabits))
      free[packet.toServer] = start
    }
    var delay = quality.delay
    if quality.jitter > 0 { delay += Int(random.next() % UInt64(quality.jitter)) }
    if happens(quality.reordering) { delay += quality.delay / 2 + 500 }
    packet.due = start + .microseconds(Int64(delay))
    packet.order = order
    order += 1
    packets.append(packet)
  }

  private func happens(_ rate: Int) -> Bool {
    rate > 0 && random.next() % 1000 < UInt64(rate)
  }

  var summary: String {
    "step \(steps), \(packets.count) on their way, \(client.summary); \(server.summary)"
  }
}

extension SplitMix {
  /// One of the numbers that belong to a seed.
  static func number(_ seed: UInt64, _ index: UInt64) -> UInt64 {
    var random = SplitMix(state: seed &+ index &* 0x1234_5678_9abc_def1)
    return random.next()
  }
}
