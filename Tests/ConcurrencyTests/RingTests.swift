import Testing

@testable import Concurrency

@Suite struct RingTests {
  /// Against an array: random appends and takes, wrapping around many times.
  @Test(arguments: [1, 2, 3, 8])
  func behavesAsAQueue(capacity: Int) {
    var ring = Ring<Int>(capacity: capacity)
    var model: [Int] = []
    var random: UInt64 = 1
    for number in 0..<5000 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      if !ring.isFull, random >> 63 == 0 {
        ring.append(number)
        model.append(number)
      } else {
        #expect(ring.takeFirst() == (model.isEmpty ? nil : model.removeFirst()))
      }
      #expect(ring.count == model.count)
      #expect(ring.isFull == (model.count == capacity))
      #expect(
        (0...capacity).map { ring[$0] } == (0...capacity).map { $0 < model.count ? model[$0] : nil }
      )
    }
  }

  @Test func withoutRoomItIsFullAndEmpty() {
    var ring = Ring<Int>(capacity: 0)
    #expect(ring.isFull)
    #expect(ring.takeFirst() == nil)
    #expect(ring[0] == nil)
  }
}
