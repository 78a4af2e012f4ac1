import Testing

@testable import Drivers

@Suite struct VirtqueueLayoutTests {
  /// Every part is aligned as virtio 1.2, 2.7 wants it, and none overlaps the next.
  @Test(arguments: (0...15).map { 1 << $0 })
  func partsAreAlignedAndApart(size: Int) {
    let layout = VirtqueueLayout(size: size)
    #expect(layout.available == 16 * size)
    #expect(layout.available % 2 == 0)
    #expect(layout.used % 4 == 0)
    #expect(layout.usedEvent + 2 <= layout.used)
    #expect(layout.used - layout.usedEvent < 6)
    #expect(layout.byteCount == layout.availableEvent + 2)
  }
}
