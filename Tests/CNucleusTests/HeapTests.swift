//
// HeapTests.swift - the allocator's promises, one by one. HeapWorkloadTests has the random ones.
//
import CNucleus
import Glibc
import Platform
import Testing

/// Memory for a heap, filled with rubbish: the content is undefined in an image too.
final class Arena {
  let start: UnsafeMutableRawPointer
  let size: Int

  /// A new heap of `size` bytes, `offset` bytes after a page's start.
  init(size: Int, offset: Int = 0) {
    start = .allocate(byteCount: size + offset + 16, alignment: 4096)
    self.size = size
    memset(start, 0xa5, size + offset + 16)
    nucleus_heap_init(start + offset, size)
  }

  deinit { start.deallocate() }
}

func checkHeap(_ location: SourceLocation = #_sourceLocation) {
  let broken = nucleus_heap_check().map { String(cString: $0) }
  #expect(broken == nil, sourceLocation: location)
}

/// Everything is free again and in one piece.
func expectPristine(_ location: SourceLocation = #_sourceLocation) {
  nucleus_heap_trim()
  let statistics = nucleus_heap_statistics()
  #expect(statistics.used == 0, sourceLocation: location)
  #expect(statistics.reserved == 0, sourceLocation: location)
  #expect(statistics.free_runs == 1, sourceLocation: location)
  #expect(statistics.largest_free_run == statistics.total, sourceLocation: location)
  #expect(statistics.allocations == statistics.frees, sourceLocation: location)
  checkHeap(location)
}

extension SharedState {
  @Suite struct HeapTests {
    @Test(
      arguments: [16 << 10, 256 << 10, (256 << 10) + 1234, 1 << 20, 8 << 20], [0, 1, 24, 4090])
    func aHeapUsesAllButItsRecords(size: Int, offset: Int) {
      let arena = Arena(size: size, offset: offset)
      let total = nucleus_heap_statistics().total
      #expect(total % 4096 == 0)
      #expect(total <= arena.size)
      #expect(total >= arena.size - arena.size / 128 - 2 * 4096)
      let block = nucleus_try_malloc(total)!
      #expect(block >= arena.start + offset && block + total <= arena.start + offset + size)
      #expect(UInt(bitPattern: block) % 4096 == 0)
      #expect(nucleus_try_malloc(1) == nil)
      checkHeap()
      nucleus_free(block)
      expectPristine()
    }

    @Test func roundingStaysBelowAQuarter() {
      let arena = Arena(size: 1 << 20)
      for size in 1...2048 {
        let block = nucleus_malloc(size)!
        let room = nucleus_block_size(block)
        #expect(room >= size && room % 16 == 0)
        #expect(room - size < 16 || Double(room - size) < 0.2 * Double(room))
        nucleus_free(block)
      }
      for size in [2049, 4096, 4097, 100_000] {
        let block = nucleus_malloc(size)!
        #expect(nucleus_block_size(block) == (size + 4095) / 4096 * 4096)
        nucleus_free(block)
      }
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test func emptyBlocksAreUnique() {
      let arena = Arena(size: 256 << 10)
      let blocks = (0..<100).map { _ in nucleus_malloc(0)! }
      #expect(Set(blocks).count == 100)
      blocks.forEach(nucleus_free)
      nucleus_free(nil)
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test func callocClearsWhatWasUsed() {
      let arena = Arena(size: 1 << 20)
      for size in [1, 16, 100, 2048, 5000, 100_000] {
        for _ in 0..<2 {
          let block = nucleus_calloc(size, 3)!
          let bytes = UnsafeRawBufferPointer(start: block, count: 3 * size)
          #expect(bytes.allSatisfy { $0 == 0 })
          nucleus_memset(block, 0xff, 3 * size)
          nucleus_free(block)
        }
      }
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test func nothingIsTouchedEarly() {
      let arena = Arena(size: 8 << 20)
      let first = nucleus_malloc(16)!
      #expect(nucleus_heap_statistics().touched == 4096)
      // Of the page records the first page's worth at most, of the pages the first.
      let base = first - arena.start
      let later = UnsafeRawBufferPointer(start: arena.start, count: arena.size)[(base + 4096)...]
      #expect(later.allSatisfy { $0 == 0xa5 })
      let records = UnsafeRawBufferPointer(start: arena.start, count: base)[4096...]
      #expect(records.allSatisfy { $0 == 0xa5 })
      nucleus_free(first)
    }

    @Test func emptySlabsGoBackButOne() {
      let arena = Arena(size: 1 << 20)
      let blocks = (0..<1000).map { _ in nucleus_malloc(64)! }
      #expect(nucleus_heap_statistics().reserved == 16 * 4096)
      blocks.forEach(nucleus_free)
      let kept = nucleus_heap_statistics().reserved
      #expect(kept >= 4096 && kept <= 2 * 4096)
      #expect(nucleus_heap_statistics().high_water == 16 * 4096)
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test func keptSlabsAreGivenUpBeforeMemoryIsOut() {
      let arena = Arena(size: 256 << 10)
      for size in [16, 64, 100, 500, 2000] { nucleus_free(nucleus_malloc(size)) }
      let total = nucleus_heap_statistics().total
      #expect(nucleus_heap_statistics().reserved > 0)
      let block = nucleus_malloc(total)
      #expect(block != nil)
      nucleus_free(block)
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test(arguments: [16, 64, 1000, 2048, 4096, 20000]) func aSmallHeapCanBeUsedUp(size: Int) {
      let arena = Arena(size: 256 << 10)
      var blocks: [UnsafeMutableRawPointer] = []
      while let block = nucleus_try_malloc(size) { blocks.append(block) }
      checkHeap()
      let statistics = nucleus_heap_statistics()
      #expect(Double(blocks.count * size) >= 0.85 * Double(statistics.total))
      #expect(statistics.allocations == UInt64(blocks.count))
      blocks.forEach(nucleus_free)
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test func freedRunsJoinInAnyOrder() {
      let arena = Arena(size: 1 << 20)
      for order in [[0, 1, 2], [2, 1, 0], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1]] {
        let blocks = [12288, 4096, 40000].map { nucleus_malloc($0)! }
        let wall = nucleus_malloc(5000)!
        for index in order {
          nucleus_free(blocks[index])
          checkHeap()
        }
        #expect(nucleus_heap_statistics().free_runs == 2)
        #expect(nucleus_malloc(14 * 4096) == blocks[0])
        nucleus_free(blocks[0])
        nucleus_free(wall)
        expectPristine()
      }
      withExtendedLifetime(arena) {}
    }
  }
}
