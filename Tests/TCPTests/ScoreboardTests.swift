// What was sent and what came early, as sets of numbers.

import SeededNumbers
import Testing
import Time
import Wire

@testable import TCP

@Suite struct ScoreboardTests {
  /// Against a set of bytes.
  @Test(arguments: 0..<100)
  func `ranges that came early are joined`(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    let origin = SequenceNumber(0xffff_ff80)
    var reassembly = Reassembly()
    var present = Set<Int>()
    var next = 0
    for _ in 0..<40 {
      let left = next + 1 + Int(random.next() % 100)
      let right = left + 1 + Int(random.next() % 20)
      let block = SACKBlock(left: origin + left, right: origin + right)
      if reassembly.hasRoom(for: block) {
        reassembly.insert(block)
        present.formUnion(left..<right)
        #expect(reassembly.contains(block))
        #expect(reassembly[0].left <= block.left && block.right <= reassembly[0].right)
      }
      if random.next() % 4 == 0 {
        let to = next + Int(random.next() % 20)
        let end = reassembly.advance(to: origin + to) - origin
        var expected = to
        while present.contains(expected) { expected += 1 }
        #expect(end == expected)
        next = end
        present = present.filter { $0 >= next }
      }
      let total = (0..<reassembly.count).map { reassembly[$0].right - reassembly[$0].left }
      #expect(total.reduce(0, +) == present.count)
    }
  }

  @Test func `the flight queue keeps its sums`() {
    var flight = FlightQueue()
    for index in 0..<100 {
      flight.append(
        SentSegment(
          start: SequenceNumber(UInt32(index * 10)), length: 10, state: .inFlight, sentAt: .zero))
    }
    #expect(flight.count == 100 && flight.inFlight == 1000)
    flight.split(50, at: 4)
    #expect(flight.count == 101 && flight.inFlight == 1000)
    #expect(flight[50].count == 4 && flight[51].count == 6)
    #expect(flight[51].start == SequenceNumber(504))
    flight[51].state = .sacked
    flight[3].state = .lost
    #expect(flight.inFlight == 984 && flight.sacked == 6 && flight.lost == 10)
    #expect(flight.position(endingBehind: SequenceNumber(503)) == 50)
    #expect(flight.position(endingBehind: SequenceNumber(504)) == 51)
    for _ in 0..<60 { flight.removeFirst() }
    #expect(flight.sacked == 0 && flight.lost == 0 && flight.inFlight == 410)
    flight.trimFirst(3)
    #expect(flight.inFlight == 407)
    while !flight.isEmpty { flight.removeFirst() }
    #expect(flight.capacity == 0 && flight.inFlight == 0)
  }

  @Test(arguments: [0, 1, 7, 8, 26, 27, 1_000_000, 999_999_999_999, 2_500_000_000_000_000])
  func `cube roots are rounded down`(number: Int64) {
    let root = Cubic.cubeRoot(number)
    #expect(root * root * root <= number && (root + 1) * (root + 1) * (root + 1) > number)
  }

  /// RFC 9438, section 4.1: it comes back to the window of the loss after K, flat, and grows beyond.
  @Test func `CUBIC is back at the old window after K seconds`() {
    var control = CongestionControl(algorithm: .cubic, segmentSize: 1000)
    let start = Instant(nanoseconds: 1_000_000_000)
    // 100 segments in flight; the loss leaves 70 and K = ∛(30 / 0.4) = 4.2 s.
    control.grow(90_000, now: start, roundTrip: .milliseconds(100))
    #expect(control.window == 100_000)
    control.reduce(inFlight: 100_000, now: start)
    #expect(control.window == 70_000)
    var now = start
    var atK = 0
    for _ in 0..<80 {
      now = now + .milliseconds(100)
      for _ in 0..<control.window / 1000 {
        control.grow(1000, now: now, roundTrip: .milliseconds(100))
      }
      if now - start == .milliseconds(4200) { atK = control.window }
    }
    #expect(abs(atK - 100_000) < 3_000)
    #expect(control.window > 115_000)
  }
}
