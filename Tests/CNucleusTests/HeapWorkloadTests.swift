//
// HeapWorkloadTests.swift - random lives of many blocks beside a model that knows what they hold.
//
import CNucleus
import Glibc
import Platform
import Testing

extension SharedState {
  @Suite struct HeapWorkloadTests {
    /// What blocks are filled from: no part of it repeats within 251 bytes.
    static let pattern = (0..<(1 << 20) + 512).map { UInt8($0 % 251) }

    /// A live block: its content is the pattern from its seed on.
    struct Block {
      var start: UnsafeMutableRawPointer
      var size: Int
      var seed: UInt8

      func fill() {
        HeapWorkloadTests.pattern.withUnsafeBytes { pattern in
          _ = memcpy(start, pattern.baseAddress! + Int(seed), size)
        }
      }

      func holdsItsPattern(upTo count: Int) -> Bool {
        HeapWorkloadTests.pattern.withUnsafeBytes { pattern in
          memcmp(start, pattern.baseAddress! + Int(seed), count) == 0
        }
      }
    }

    /// The workload and what must be true of it.
    struct Model {
      var generator: Generator
      var blocks: [Block] = []
      let limit: Int

      mutating func size() -> Int {
        switch generator.below(10) {
        case 0: generator.below(17)
        case 1...5: generator.below(300)
        case 6, 7: generator.below(2100)
        case 8: generator.below(9000)
        default: generator.below(limit)
        }
      }

      mutating func step() {
        let choice = generator.below(100)
        // Waves: the number of blocks swings between few and many.
        if blocks.isEmpty || choice < 45 {
          allocate()
        } else if choice < 60 {
          resize(generator.below(blocks.count))
        } else {
          release(generator.below(blocks.count))
        }
      }

      mutating func allocate() {
        let size = size()
        var start: UnsafeMutableRawPointer?
        if generator.below(6) == 0 {
          // posix_memalign panics when memory is out: ask first.
          let alignment = 8 << generator.below(8)
          guard let probe = nucleus_try_malloc(4096) else { return }
          nucleus_free(probe)
          #expect(nucleus_posix_memalign(&start, alignment, min(size, 2048)) == 0)
          #expect(UInt(bitPattern: start) % UInt(alignment) == 0)
          add(Block(start: start!, size: min(size, 2048), seed: UInt8(generator.below(256))))
        } else if let start = nucleus_try_malloc(size) {
          add(Block(start: start, size: size, seed: UInt8(generator.below(256))))
        }
      }

      mutating func add(_ block: Block) {
        #expect(UInt(bitPattern: block.start) % 16 == 0)
        block.fill()
        blocks.append(block)
      }

      mutating func resize(_ index: Int) {
        var block = blocks[index]
        let size = size()
        if size > block.size {
          // realloc panics when memory is out: ask first.
          guard let probe = nucleus_try_malloc(size) else { return }
          nucleus_free(probe)
        }
        block.start = nucleus_realloc(block.start, size)
        #expect(block.holdsItsPattern(upTo: min(size, block.size)))
        block.size = size
        block.fill()
        blocks[index] = block
      }

      mutating func release(_ index: Int) {
        blocks.swapAt(index, blocks.count - 1)
        let block = blocks.removeLast()
        #expect(block.holdsItsPattern(upTo: block.size))
        nucleus_free(block.start)
      }

      func check() {
        checkHeap()
        let statistics = nucleus_heap_statistics()
        let rooms = blocks.map { nucleus_block_size($0.start) }
        #expect(zip(rooms, blocks).allSatisfy { $0 >= $1.size })
        #expect(statistics.used == rooms.reduce(0, +))
        #expect(statistics.allocations - statistics.frees == UInt64(blocks.count))
        #expect(statistics.used <= statistics.reserved)
        #expect(statistics.reserved <= statistics.high_water)
        #expect(statistics.high_water <= statistics.touched)
        let ordered = zip(blocks, rooms).sorted { $0.0.start < $1.0.start }
        #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $0.0.start + $0.1 <= $1.0.start })
      }
    }

    @Test(arguments: [256 << 10, 1 << 20, 16 << 20], 1...4 as ClosedRange<UInt64>)
    func blocksKeepTheirContentAndTheHeapItsRules(size: Int, seed: UInt64) {
      let arena = Arena(size: size)
      var model = Model(generator: Generator(seed: seed), limit: size / 16)
      for step in 0..<6000 {
        model.step()
        if step % 200 == 0 { model.check() }
        // Now and then nearly everything goes.
        if step % 1500 == 1499 { while model.blocks.count > 10 { model.release(0) } }
      }
      model.check()
      while !model.blocks.isEmpty { model.release(model.generator.below(model.blocks.count)) }
      expectPristine()
      withExtendedLifetime(arena) {}
    }
  }
}
