//
// StringTests.swift - string.c against libc.
//
import CNucleus
import Glibc
import Testing

@Suite struct StringTests {
  /// A string of `length` bytes that are not NUL, then NUL, then more bytes.
  private func text(_ length: Int, seed: UInt64) -> [CChar] {
    var generator = Generator(seed: seed)
    let letters = generator.bytes(length).map { CChar(bitPattern: $0 == 0 ? 0x80 : $0) }
    return letters + [0, 1, 0, 2, 3, 4, 5, 6, 7]
  }

  @Test(arguments: lengths) func strlenStopsAtTheFirstNul(length: Int) {
    let string = text(length, seed: UInt64(length))
    string.withUnsafeBufferPointer { buffer in
      for start in 0...min(length, 17) {
        #expect(nucleus_strlen(buffer.baseAddress! + start) == length - start)
      }
    }
  }

  @Test(arguments: lengths) func stringsMayEndAtAWall(length: Int) {
    let bytes = text(length, seed: 5)[0..<length].map { UInt8(bitPattern: $0) }
    withBytesBeforeAWall(bytes + [0]) { start in
      let string = UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
      #expect(nucleus_strlen(string) == length)
      #expect(nucleus_strnlen(string, length + 1000) == length)
      #expect(nucleus_strcmp(string, string) == 0)
    }
    withBytesBeforeAWall(bytes) { start in
      let string = UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
      #expect(nucleus_strnlen(string, length) == length)
      #expect(nucleus_strncmp(string, string, length) == 0)
    }
  }

  @Test(arguments: lengths) func strnlenIsLimited(length: Int) {
    let string = text(length, seed: 6)
    for limit in [0, 1, 7, 8, 9, length - 1, length, length + 1, length + 9] where limit >= 0 {
      #expect(nucleus_strnlen(string, limit) == strnlen(string, limit))
    }
  }

  @Test func comparisonsOrderAsLibcDoes() {
    var generator = Generator(seed: 7)
    var results: Set<Int> = []
    for _ in 0..<20000 {
      let letters: [CChar] = [1, 2, 127, -128, -1]
      let left = (0..<generator.below(6)).map { _ in letters[generator.below(5)] } + [0, 9]
      let right = (0..<generator.below(6)).map { _ in letters[generator.below(5)] } + [0, 8]
      let limit = generator.below(8)
      #expect(sign(nucleus_strcmp(left, right)) == sign(strcmp(left, right)))
      #expect(sign(nucleus_strncmp(left, right, limit)) == sign(strncmp(left, right, limit)))
      results.insert(sign(strncmp(left, right, limit)))
    }
    #expect(results == [-1, 0, 1])
  }

  @Test(arguments: lengths) func strncpyPadsAndDoesNotTerminate(length: Int) {
    let string = text(length, seed: 8)
    for size in [0, 1, length - 1, length, length + 1, length + 20, 2 * length] where size >= 0 {
      var ours = [CChar](repeating: 0x55, count: size + 16)
      var theirs = ours
      let result = ours.withUnsafeMutableBufferPointer { buffer in
        nucleus_strncpy(buffer.baseAddress!, string, size) == buffer.baseAddress!
      }
      strncpy(&theirs, string, size)
      #expect(result)
      #expect(ours == theirs, "length \(length), size \(size)")
    }
  }
}
