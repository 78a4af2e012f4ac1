//
// HeapProfileTests.swift - samples of allocations: exact with a period of 1, estimates above.
//
import CNucleus
import Testing

extension SharedState {
  @Suite struct HeapProfileTests {
    /// A heap of its own, and a profile that is over at the end.
    private func withProfile(period: Int, _ body: () throws -> Void) rethrows {
      let size = 16 << 20
      let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
      defer { memory.deallocate() }
      nucleus_heap_init(memory, size)
      #expect(nucleus_profile_start(period))
      defer { nucleus_profile_stop() }
      try body()
      #expect(nucleus_heap_check() == nil)
    }

    /// All sites as one.
    private func total() -> nucleus_heap_site {
      var total = nucleus_heap_site()
      var site = nucleus_heap_site()
      var index: UInt32 = 0
      while nucleus_profile_site(index, &site) {
        index += 1
        total.live += site.live
        total.samples += site.samples
        total.live_bytes += site.live_bytes
        total.bytes += site.bytes
      }
      return total
    }

    @Test func aPeriodOfOneSeesEverything() {
      withProfile(period: 1) {
        var blocks: [UnsafeMutableRawPointer] = []
        for _ in 0..<100 { blocks.append(nucleus_malloc(24)!) }
        blocks.append(nucleus_malloc(100_000)!)
        for block in blocks.prefix(40) { nucleus_free(block) }
        let total = total()
        #expect(total.samples == 101 && total.live == 61)
        #expect(total.bytes == 102_400 && total.live_bytes == 102_400 - 40 * 24)
        #expect(nucleus_profile_dropped() == 0)
      }
    }

    @Test func whatIsOverIsForgottenAndMallocGoesOn() {
      withProfile(period: 1) {
        let seen = nucleus_malloc(64)
        nucleus_profile_stop()
        #expect(!nucleus_profile_is_on() && total().samples == 0)
        let unseen = nucleus_malloc(64)
        nucleus_free(seen)
        nucleus_free(unseen)
        #expect(nucleus_profile_start(1))
        #expect(total().samples == 0)
        // Not seen when it was given out.
        let before = nucleus_malloc(64)
        nucleus_free(before)
        #expect(total().live == 0 && total().samples == 1)
      }
    }

    @Test func bytesAreEstimatedFromSamples() {
      withProfile(period: 4096) {
        for _ in 0..<65_536 { nucleus_free(nucleus_malloc(64)) }
        let total = total()
        // 4 MiB in samples of 4 KiB, each a draw between nothing and twice that.
        #expect((700...1400).contains(total.samples), "\(total.samples)")
        #expect(total.bytes == total.samples * 4096)
        #expect(total.live == 0 && total.live_bytes == 0)
      }
    }

    @Test func whatThereIsNoRoomForIsCounted() {
      withProfile(period: 1) {
        for _ in 0..<4000 { _ = nucleus_malloc(16) }
        #expect(total().live == 3072 && nucleus_profile_dropped() == 928)
      }
    }

    /// Blocks come and go in no order; the table must find each again.
    @Test func aLongWorkloadIsCountedRight() {
      withProfile(period: 1) {
        var generator = Generator(seed: 7)
        var blocks: [UnsafeMutableRawPointer] = []
        for _ in 0..<200_000 {
          if blocks.count > 2900 || (!blocks.isEmpty && generator.below(2) == 0) {
            nucleus_free(blocks.swapRemove(generator.below(blocks.count)))
          } else {
            blocks.append(nucleus_malloc(generator.below(3000))!)
          }
        }
        #expect(total().live == UInt64(blocks.count) && nucleus_profile_dropped() == 0)
        for block in blocks { nucleus_free(block) }
        #expect(total().live == 0 && total().live_bytes == 0)
      }
    }

    @Test func reallocatedBlocksAreFollowed() {
      withProfile(period: 1) {
        let block = nucleus_realloc(nucleus_malloc(16), 1000)
        #expect(total().live == 1)
        nucleus_free(block)
        #expect(total().live == 0)
      }
    }
  }
}

extension Array {
  /// Takes out an element and puts the last one in its place.
  fileprivate mutating func swapRemove(_ index: Int) -> Element {
    swapAt(index, count - 1)
    return removeLast()
  }
}
