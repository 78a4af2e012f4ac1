import SeededNumbers
import Testing
import Time

@testable import Switching

struct PacketRingTests {
  private func add(_ bytes: [UInt8], to ring: inout PacketRing, _ time: UInt64 = 0) -> UInt64 {
    bytes.withUnsafeBytes {
      ring.append($0, .incoming, at: PortNumber(1), Instant(nanoseconds: time))
    }
  }

  @Test func packetsAreNumberedFromOne() {
    var ring = PacketRing()
    #expect(ring.packets().isEmpty)
    #expect(add([1, 2, 3], to: &ring, 5) == 1)
    #expect(add([4], to: &ring, 6) == 2)
    ring.annotate(2, [.lost])
    #expect(
      ring.packets() == [
        CapturedPacket(
          number: 1, time: Instant(nanoseconds: 5), port: PortNumber(1), direction: .incoming,
          bytes: [1, 2, 3]),
        CapturedPacket(
          number: 2, time: Instant(nanoseconds: 6), port: PortNumber(1), direction: .incoming,
          bytes: [4], faults: [.lost]),
      ])
    #expect(ring.packets(from: 2).map(\.number) == [2])
    #expect(ring.packets(from: 3).isEmpty)
    #expect(ring[0] == nil)
    #expect(ring[3] == nil)
  }

  @Test func theOldestMakeRoom() {
    var ring = PacketRing(capacity: 100)
    for number in 1...100 as ClosedRange<UInt8> {
      #expect(add([UInt8](repeating: number, count: 30), to: &ring) == UInt64(number))
    }
    #expect(ring.packets().map(\.number) == [98, 99, 100])
    #expect(ring.packets().map(\.bytes[0]) == [98, 99, 100])
    #expect(ring.firstNumber == 98)
  }

  @Test func shortPacketsAreCountedToo() {
    var ring = PacketRing(capacity: 1000, packetLimit: 5)
    for number in 1...1000 as ClosedRange<UInt64> { #expect(add([], to: &ring) == number) }
    #expect(ring.packets().map(\.number) == [996, 997, 998, 999, 1000])
  }

  @Test func whatWasSaidOfForgottenPacketsIsForgotten() {
    var ring = PacketRing(capacity: 10)
    for _ in 0..<20 { ring.annotate(add([1, 2, 3, 4, 5], to: &ring), [.lost]) }
    ring.annotate(1, [.lost])
    ring.annotate(99, [.lost])
    #expect(ring.packets().map(\.faults) == [[.lost], [.lost]])
  }

  @Test func aPacketLongerThanTheRingIsCut() {
    var ring = PacketRing(capacity: 4)
    _ = add([1, 2, 3, 4, 5, 6], to: &ring)
    #expect(ring[1]?.bytes == [1, 2, 3, 4])
    #expect(ring[1]?.byteCount == 6)
  }

  /// Against a plain list: what is there is right, and as much is there as can be expected.
  @Test(arguments: 0..<50)
  func aRingIsTheEndOfAList(seed: Int) {
    var numbers = SplitMix(state: UInt64(seed))
    let capacity = Int(numbers.next() % 5000) + 200
    var ring = PacketRing(capacity: capacity)
    var all: [[UInt8]] = []
    for _ in 0..<600 {
      let count = Int(numbers.next() % 100)
      let packet = (0..<count).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
      all.append(packet)
      #expect(add(packet, to: &ring) == UInt64(all.count))
    }
    let kept = ring.packets()
    #expect(kept.map(\.bytes) == Array(all.suffix(kept.count)))
    #expect(kept.last?.number == 600)
    let held = kept.reduce(0) { $0 + $1.bytes.count }
    #expect(held <= capacity)
    // Lost are the place of the one that was overwritten and the gap at the end: less than a packet each.
    #expect(held > capacity - 200)
  }
}
