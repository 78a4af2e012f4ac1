//
// MemoryTests.swift - memory.c against libc: every length and alignment that has a path of its own.
//
import CNucleus
import Glibc
import Testing

@Suite struct MemoryTests {
  /// Runs `operation` on two equal arenas, once with ours and once with libc's, and compares the
  /// whole arenas: what lies outside of the operation's target must be as before.
  private func expectSameArena(
    size: Int, _ operation: (UnsafeMutablePointer<UInt8>, Bool) -> Void
  ) -> Bool {
    var ours = Array(noise[0..<size])
    var theirs = ours
    ours.withUnsafeMutableBufferPointer { operation($0.baseAddress!, true) }
    theirs.withUnsafeMutableBufferPointer { operation($0.baseAddress!, false) }
    return ours == theirs
  }

  @Test(arguments: lengths) func memcpyCopiesWhatLibcCopies(length: Int) {
    var results: Set<Bool> = []
    for alignment in 0..<16 {
      let from = 16 + (alignment * 7) % 16
      let to = length + 64 + alignment
      #expect(
        expectSameArena(size: 2 * length + 128) { arena, isOurs in
          let start =
            isOurs
            ? nucleus_memcpy(arena + to, arena + from, length)
            : memcpy(arena + to, arena + from, length)
          results.insert(start == UnsafeMutableRawPointer(arena + to))
        })
    }
    #expect(results == [true])
  }

  @Test(arguments: lengths) func memmoveMovesOverlaps(length: Int) {
    let distances = [1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 100, 127, 129]
    for distance in distances + [length / 2, length] {
      for (from, to) in [(32, 32 + distance), (32 + distance, 32), (35 + distance, 32)] {
        #expect(
          expectSameArena(size: length + distance + 100) { arena, isOurs in
            if isOurs {
              nucleus_memmove(arena + to, arena + from, length)
            } else {
              memmove(arena + to, arena + from, length)
            }
          }, "length \(length), from \(from) to \(to)")
      }
    }
  }

  @Test(arguments: lengths) func memsetFillsWhatLibcFills(length: Int) {
    for alignment in 0..<16 {
      #expect(
        expectSameArena(size: length + 64) { arena, isOurs in
          let value = Int32(alignment) * 37 - 256
          if isOurs {
            nucleus_memset(arena + 16 + alignment, value, length)
          } else {
            memset(arena + 16 + alignment, value, length)
          }
        })
    }
  }

  @Test(arguments: lengths) func memcmpOrdersAsLibcDoes(length: Int) {
    var generator = Generator(seed: UInt64(length))
    let left = generator.bytes(length)
    #expect(nucleus_memcmp(left, left.map { $0 }, length) == 0)
    guard length > 0 else { return }
    for _ in 0..<40 {
      var right = left
      right[generator.below(length)] = UInt8(generator.below(256))
      right[generator.below(length)] ^= UInt8(1 << generator.below(8))
      #expect(
        sign(nucleus_memcmp(left, right, length)) == sign(memcmp(left, right, length)))
    }
  }

  @Test(arguments: lengths) func memchrFindsTheFirst(length: Int) {
    var generator = Generator(seed: UInt64(length))
    for round in 0..<20 {
      // Few different values, so that there are many candidates and near misses (0x80, 0x01, 0xff).
      let alphabet: [UInt8] = [0, 1, 0x7f, 0x80, 0x81, 0xff, 0xfe, 0x40]
      let bytes = (0..<length).map { _ in alphabet[generator.below(round < 10 ? 7 : 3)] }
      for value in alphabet {
        bytes.withUnsafeBufferPointer { buffer in
          let base = buffer.baseAddress
          let ours = nucleus_memchr(base, Int32(value) - 256, length)
          #expect(ours == memchr(base!, Int32(value), length))
        }
      }
    }
  }

  @Test(arguments: lengths) func nothingIsTouchedBeyondTheEnd(length: Int) {
    var generator = Generator(seed: 3)
    let bytes = generator.bytes(length).map { $0 | 1 }
    withBytesBeforeAWall(bytes) { left in
      withBytesBeforeAWall(bytes) { right in
        #expect(nucleus_memcmp(left, right, length) == 0)
        #expect(nucleus_memchr(left, 0, length) == nil)
        nucleus_memcpy(left, right, length)
        nucleus_memmove(left, right, length)
        nucleus_memset(left, 7, length)
        #expect((0..<length).allSatisfy { left[$0] == 7 })
      }
    }
  }
}
