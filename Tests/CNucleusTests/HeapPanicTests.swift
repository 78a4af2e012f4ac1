//
// HeapPanicTests.swift - what the heap refuses, in which words, and what nucleus_heap_check sees.
//
import CNucleus
import Platform
import PlatformHost
import Testing

extension SharedState {
  @Suite struct HeapPanicTests {
    private func freePanics(_ block: UnsafeMutableRawPointer) -> String? {
      let end = end(of: NUCLEUS_TEST_FREE, block: block)
      return end.kind == PLATFORM_HOST_PANICKED ? end.message : nil
    }

    private func name(_ block: UnsafeMutableRawPointer) -> String {
      "0x" + String(UInt(bitPattern: block), radix: 16)
    }

    @Test func exhaustionSaysWhatIsInUse() {
      let arena = Arena(size: (2 << 20) + 20480)
      let block = nucleus_malloc(2_000_000)
      let end = end(of: NUCLEUS_TEST_MALLOC, size: 200_000)
      #expect(end.kind == PLATFORM_HOST_PANICKED)
      #expect(
        end.message
          == "out of memory: 200000 bytes asked for, 1.9 of 2.0 MiB in use; "
          + "give it more with --memory")
      checkHeap()
      nucleus_free(block)
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test func smallHeapsCountInKibibytes() {
      let arena = Arena(size: 256 << 10)
      let end = end(of: NUCLEUS_TEST_MALLOC, size: 1 << 20)
      #expect(end.message.hasPrefix("out of memory: 1048576 bytes asked for, 0.0 of 252.0 KiB in"))
      withExtendedLifetime(arena) {}
    }

    @Test func everyWayToAskForTooMuchPanics() {
      let arena = Arena(size: 256 << 10)
      let block = nucleus_malloc(5000)
      let ends = [
        end(of: NUCLEUS_TEST_MALLOC, size: .max),
        end(of: NUCLEUS_TEST_CALLOC, count: 1 << 40, size: 1 << 30),
        end(of: NUCLEUS_TEST_CALLOC, count: 1 << 10, size: 1 << 10),
        end(of: NUCLEUS_TEST_REALLOC, block: block, size: 1 << 20),
        end(of: NUCLEUS_TEST_REALLOC, block: block, size: -1),
        end(of: NUCLEUS_TEST_ALIGNED_ALLOC, count: 64, size: 1 << 20),
        end(of: NUCLEUS_TEST_ALIGNED_ALLOC, count: 1 << 62, size: 16),
        end(of: NUCLEUS_TEST_ALIGNED_ALLOC, count: 8192, size: -1),
      ]
      for end in ends { #expect(end.message.hasPrefix("out of memory: ")) }
      #expect(nucleus_try_malloc(-1) == nil)
      checkHeap()
      nucleus_free(block)
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test(arguments: [16, 48, 112, 640, 1280, 2048, 3000, 10000])
    func onlyTheStartOfABlockCanBeFreed(size: Int) {
      let arena = Arena(size: 256 << 10)
      let block = nucleus_malloc(size)!
      let room = nucleus_block_size(block)
      for offset in 1..<room {
        let inside = block + offset
        #expect(freePanics(inside) == "free of \(name(inside)): not an allocated block")
      }
      // The next slot of the slab was cut but never given out, or the page is beyond the frontier.
      #expect(freePanics(block + room) != nil)
      checkHeap()
      nucleus_free(block)
      expectPristine()
      #expect(freePanics(block) == "free of \(name(block)): not an allocated block")
      withExtendedLifetime(arena) {}
    }

    @Test func strangersCannotBeFreed() {
      let arena = Arena(size: 256 << 10)
      nucleus_malloc(16)
      let strangers = [arena.start, arena.start - 16, arena.start + arena.size]
      for stranger in strangers {
        #expect(freePanics(stranger) == "free of \(name(stranger)): not an allocated block")
      }
      let end = end(of: NUCLEUS_TEST_REALLOC, block: arena.start, size: 10)
      #expect(end.message == "realloc of \(name(arena.start)): not an allocated block")
      let size = SharedState.HeapPanicTests.sizePanics(arena.start)
      #expect(size == "size of \(name(arena.start)): not an allocated block")
      checkHeap()
    }

    private static func sizePanics(_ block: UnsafeMutableRawPointer) -> String {
      end(of: NUCLEUS_TEST_BLOCK_SIZE, block: block).message
    }

    @Test func aSecondFreeIsNoticed() {
      let arena = Arena(size: 256 << 10)
      let blocks = (0..<10).map { _ in nucleus_malloc(64)! }
      blocks.dropLast().forEach(nucleus_free)
      for block in blocks.dropLast() {
        #expect(freePanics(block) == "free of \(name(block)): freed twice")
      }
      #expect(freePanics(blocks[9]) == nil)
      checkHeap()
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test func aBlockThatHoldsTheMarkOfAFreeOneIsFreed() {
      let arena = Arena(size: 256 << 10)
      let freed = nucleus_malloc(64)!
      let block = nucleus_malloc(64)!
      nucleus_free(freed)
      nucleus_memcpy(block, freed, 64)
      #expect(freePanics(block) == nil)
      checkHeap()
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test func theCheckSeesWritesAfterFree() {
      for (offset, finding) in [
        (0, "a free slot's link leads out of its slab"), (8, "a free slot was written to"),
      ] {
        let arena = Arena(size: 256 << 10)
        let block = nucleus_malloc(64)!
        nucleus_free(block)
        (block + offset).storeBytes(of: 0x1234_5678, as: UInt64.self)
        #expect(nucleus_heap_check().map { String(cString: $0) } == finding)
        withExtendedLifetime(arena) {}
      }
    }

    @Test func theCheckSeesOverwrittenRecords() {
      // Records of a free page, of a large block and of a slab.
      for page in [0, 1, 3] {
        let arena = Arena(size: 256 << 10)
        let blocks = [nucleus_malloc(4096)!, nucleus_malloc(8192)!, nucleus_malloc(64)!]
        nucleus_free(blocks[0])
        checkHeap()
        arena.start.storeBytes(of: 77, toByteOffset: page * 32, as: UInt64.self)
        #expect(nucleus_heap_check() != nil)
      }
    }
  }
}
