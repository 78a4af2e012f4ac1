// The last packets of a segment, always on: bounded in bytes, the oldest making room for the newest. Numbers go
// on for ever, so that a packet has the same one in a failure, a file and a ladder.
//
//     storage   | #7 | #8 | #9 |  free  | #4 | #5 | #6 |      #4 goes when #10 wants its place
//                               ▲ place
//
// Bytes lie in one array, one packet in one piece; a packet that does not fit before the end starts again at
// the beginning.

import Time

/// A bounded memory of packets. Its owner guards it from other threads.
package struct PacketRing: Sendable {
  private let capacity: Int
  private let packetLimit: Int
  private var storage: [UInt8] = []
  /// Where in `storage` the next packet goes.
  private var place = 0
  private var records = RecordQueue()
  private var faults: [UInt64: [Fault]] = [:]
  /// The number of the oldest packet that is there, or would be.
  package private(set) var firstNumber: UInt64 = 1

  struct Record: Sendable {
    var time: Instant
    var port: PortNumber
    var direction: FrameDirection
    var byteCount: Int
    var range: Range<Int>
  }

  /// - Parameters:
  ///   - capacity: bytes of packets. A longer packet is cut to it.
  ///   - packetLimit: how many packets at most, be they ever so short.
  package init(
    capacity: Int = SwitchLimits.ring, packetLimit: Int = SwitchLimits.ringPackets
  ) {
    precondition(capacity > 0 && packetLimit > 0, "a ring has room for something")
    self.capacity = capacity
    self.packetLimit = packetLimit
  }

  package var count: Int { records.count }
  /// The number that the next packet gets.
  package var nextNumber: UInt64 { firstNumber + UInt64(records.count) }

  /// Adds a packet; what is older and in its way is forgotten. O(bytes), and O(packets forgotten).
  /// - Returns: its number.
  package mutating func append(
    _ bytes: UnsafeRawBufferPointer, _ direction: FrameDirection, at port: PortNumber,
    _ time: Instant
  ) -> UInt64 {
    let kept = UnsafeRawBufferPointer(rebasing: bytes.prefix(capacity))
    makeRoom(kept.count)
    if records.count == packetLimit { forgetFirst() }
    let range = place..<place + kept.count
    write(kept)
    let number = nextNumber
    records.append(
      Record(
        time: time, port: port, direction: direction, byteCount: bytes.count, range: range))
    return number
  }

  /// Says what happened to a packet. Nothing is done when it is not there any more.
  package mutating func annotate(_ number: UInt64, _ found: [Fault]) {
    guard !found.isEmpty, number >= firstNumber, number < nextNumber else { return }
    faults[number, default: []] += found
  }

  /// The packet of this number; nil: forgotten, or yet to come.
  package subscript(number: UInt64) -> CapturedPacket? {
    guard number >= firstNumber, number < nextNumber else { return nil }
    let record = records[Int(number - firstNumber)]
    return CapturedPacket(
      number: number, time: record.time, port: record.port, direction: record.direction,
      byteCount: record.byteCount, bytes: Array(storage[record.range]),
      faults: faults[number] ?? [])
  }

  /// The packets from `number` on that are there. O(bytes)
  package func packets(from number: UInt64 = 1) -> [CapturedPacket] {
    guard nextNumber > number else { return [] }
    return (max(number, firstNumber)..<nextNumber).compactMap { self[$0] }
  }

  /// Forgets packets that lie where the next `count` bytes go, and moves on to the beginning at the end.
  private mutating func makeRoom(_ count: Int) {
    if place + count > capacity {
      while let first = records.first, first.range.lowerBound >= place { forgetFirst() }
      place = 0
    }
    let end = place + count
    while let first = records.first, (place..<end).contains(first.range.lowerBound) {
      forgetFirst()
    }
  }

  private mutating func forgetFirst() {
    records.removeFirst()
    faults[firstNumber] = nil
    firstNumber += 1
  }

  /// Copies the bytes to `place`; the array grows as far as it was never used.
  private mutating func write(_ bytes: UnsafeRawBufferPointer) {
    let fitting = min(bytes.count, storage.count - place)
    if fitting > 0 {
      storage.withUnsafeMutableBytes {
        // Safety: `fitting` bytes are there from `place` on.
        UnsafeMutableRawBufferPointer(rebasing: $0[place..<place + fitting])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<fitting]))
      }
    }
    if fitting < bytes.count { storage.append(contentsOf: bytes[fitting...]) }
    place += bytes.count
  }
}

/// A queue whose first can be taken without moving the others.
private struct RecordQueue: Sendable {
  private var records: [PacketRing.Record] = []
  private var head = 0

  var count: Int { records.count - head }
  var first: PacketRing.Record? { head < records.count ? records[head] : nil }
  subscript(index: Int) -> PacketRing.Record { records[head + index] }

  mutating func append(_ record: PacketRing.Record) { records.append(record) }

  /// O(1), when many are taken.
  mutating func removeFirst() {
    head += 1
    guard head > 1024, head * 2 > records.count else { return }
    records.removeSubrange(..<head)
    head = 0
  }
}
