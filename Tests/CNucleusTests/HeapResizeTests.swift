//
// HeapResizeTests.swift - realloc and alignment.
//
import CNucleus
import Platform
import Testing

extension SharedState {
  @Suite struct HeapResizeTests {
    @Test func aBlockGrowsIntoFreePages() {
      let arena = Arena(size: 1 << 20)
      let block = nucleus_malloc(8192)!
      #expect(nucleus_realloc(block, 300_000) == block)
      #expect(nucleus_block_size(block) == 303_104)
      #expect(nucleus_realloc(block, 4096) == block)
      let wall = nucleus_malloc(8192)!
      #expect(wall == block + 4096)
      let next = nucleus_malloc(8192)!
      nucleus_free(wall)
      #expect(nucleus_realloc(block, 8192) == block)
      #expect(nucleus_realloc(block, 12288) == block)
      checkHeap()
      #expect(nucleus_realloc(block, 12289) != block)
      checkHeap()
      #expect(nucleus_heap_statistics().used == 16384 + 8192)
      nucleus_free(next)
      withExtendedLifetime(arena) {}
    }

    @Test func aSlotIsKeptWhileItIsNotTwiceTooLarge() {
      let arena = Arena(size: 1 << 20)
      let block = nucleus_malloc(100)!
      #expect(nucleus_realloc(block, 112) == block)
      #expect(nucleus_realloc(block, 57) == block)
      let smaller = nucleus_realloc(block, 56)!
      #expect(smaller != block && nucleus_block_size(smaller) == 64)
      let least = nucleus_realloc(smaller, 0)!
      #expect(nucleus_block_size(least) == 16)
      #expect(nucleus_realloc(least, 1) == least)
      nucleus_free(least)
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test func contentMovesAlong() {
      let arena = Arena(size: 1 << 20)
      var block = nucleus_realloc(nil, 1)!.assumingMemoryBound(to: UInt8.self)
      block[0] = 0
      for size in 2...6000 {
        block = nucleus_realloc(block, size).assumingMemoryBound(to: UInt8.self)
        block[size - 1] = UInt8(truncatingIfNeeded: size - 1)
      }
      #expect((0..<6000).allSatisfy { block[$0] == UInt8(truncatingIfNeeded: $0) })
      for size in stride(from: 6000, to: 0, by: -7) {
        block = nucleus_realloc(block, size).assumingMemoryBound(to: UInt8.self)
        #expect((0..<size).allSatisfy { block[$0] == UInt8(truncatingIfNeeded: $0) })
      }
      nucleus_free(block)
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test func becomingSmallerNeedsNoMemory() {
      let arena = Arena(size: 64 << 10)
      let block = nucleus_malloc(nucleus_heap_statistics().total - 4096)!
      var slots: [UnsafeMutableRawPointer] = []
      while let slot = nucleus_try_malloc(2000) { slots.append(slot) }
      let last = nucleus_try_malloc(4096)
      #expect(nucleus_realloc(block, 1000) == block)
      checkHeap()
      nucleus_free(block)
      (slots + [last].compactMap { $0 }).forEach(nucleus_free)
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test(arguments: (3...17).map { 1 << $0 }) func alignmentIsKept(alignment: Int) {
      let arena = Arena(size: 32 << 20)
      var blocks: [UnsafeMutableRawPointer] = []
      for size in [0, 1, 16, 48, 100, 1000, 1025, 2048, 2049, 5000, 70000] {
        for _ in 0..<3 {
          var block: UnsafeMutableRawPointer?
          #expect(nucleus_posix_memalign(&block, alignment, size) == 0)
          blocks.append(block!)
          blocks.append(nucleus_aligned_alloc(alignment, size))
          for block in blocks.suffix(2) {
            #expect(UInt(bitPattern: block) % UInt(alignment) == 0)
            #expect(nucleus_block_size(block) >= max(size, 1))
            nucleus_memset(block, 0x11, size)
          }
          checkHeap()
        }
      }
      #expect(Set(blocks).count == blocks.count)
      blocks.forEach(nucleus_free)
      expectPristine()
      withExtendedLifetime(arena) {}
    }

    @Test func otherAlignmentsAreInvalid() {
      let arena = Arena(size: 256 << 10)
      var block: UnsafeMutableRawPointer?
      for alignment in [0, 1, 4, 12, 24, 4097] {
        #expect(nucleus_posix_memalign(&block, alignment, 10) == 22)
      }
      #expect(block == nil)
      for alignment in [0, 3, 24] {
        nucleus___errno_location().pointee = 0
        #expect(nucleus_aligned_alloc(alignment, 10) == nil)
        #expect(nucleus___errno_location().pointee == 22)
      }
      expectPristine()
      withExtendedLifetime(arena) {}
    }
  }
}
