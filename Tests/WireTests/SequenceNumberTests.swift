import SeededNumbers
import Testing

@testable import Wire

@Suite struct SequenceNumberTests {
  private func number(_ value: UInt32) -> SequenceNumber { SequenceNumber(value) }

  @Test func `the order goes around the circle`() {
    #expect(number(1) < number(2) && number(2) > number(1))
    #expect(number(0xffff_ffff) < number(0) && number(0xffff_fff0) < number(5))
    #expect(!(number(5) < number(5)) && number(5) <= number(5) && number(5) >= number(5))
    #expect(number(0) < number(0x7fff_ffff) && number(0x8000_0001) < number(0))
  }

  @Test func `opposite numbers have no order`() {
    var numbers = SplitMix(state: 1)
    for _ in 0..<1000 {
      let one = number(UInt32.random(in: 0...UInt32.max, using: &numbers))
      let other = one + (1 << 31)
      #expect(!(one < other) && !(other < one) && !(one <= other) && !(one >= other))
    }
  }

  @Test func `distances are the shorter way`() {
    #expect(number(5) - number(0xffff_fffb) == 10)
    #expect(number(0xffff_fffb) - number(5) == -10)
    #expect(number(0xffff_ffff) + 2 == number(1))
    #expect(number(1) - 2 == number(0xffff_ffff))
    var moved = number(0xffff_ffff)
    moved += 3
    #expect(moved == number(2))
  }

  @Test func `any two nearer than half of the circle are in order`() {
    var numbers = SplitMix(state: 2)
    for _ in 0..<5000 {
      let one = number(UInt32.random(in: 0...UInt32.max, using: &numbers))
      let distance = Int.random(in: 1..<1 << 31, using: &numbers)
      #expect(one < one + distance && one + distance - one == distance)
      #expect(one + distance > one && one - (one + distance) == -distance)
    }
  }

  @Test func `a window may lie across the end`() {
    let start = number(0xffff_fff0)
    #expect(start.isWithin(1, from: start) && !start.isWithin(0, from: start))
    #expect(number(0xf).isWithin(32, from: start) && !number(0x10).isWithin(32, from: start))
    #expect(!(start - 1).isWithin(0xffff_ffff, from: start))
    #expect((start - 2).isWithin(0xffff_ffff, from: start))
  }
}
