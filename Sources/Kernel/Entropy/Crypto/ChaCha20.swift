// ChaCha20's block function (RFC 8439, 2.3): 64 bytes of key stream from a key, a counter and a nonce.
//
//      constant    4 words
//      key         8 words
//      counter     1 word
//      nonce       3 words
//
// Twenty rounds, columns and diagonals in turn, then the input is added.

/// A key, ready to make key stream of. The nonce is zero: a key is used once.
struct ChaCha20 {
  static let keySize = 32
  static let blockSize = 64

  typealias Words = SIMD16<UInt32>

  private var input: Words

  /// - Parameter key: 32 bytes.
  init(key: UnsafeRawBufferPointer, nonce: (UInt32, UInt32, UInt32) = (0, 0, 0)) {
    precondition(key.count == Self.keySize, "a key of 32 bytes")
    input = Words(repeating: 0)
    // "expand 32-byte k", little-endian (2.3).
    input[0] = 0x6170_7865
    input[1] = 0x3320_646e
    input[2] = 0x7962_2d32
    input[3] = 0x6b20_6574
    for word in 0..<8 {
      // Safety: the key has 32 bytes.
      input[4 + word] = unsafe UInt32(
        littleEndian: key.loadUnaligned(fromByteOffset: 4 * word, as: UInt32.self))
    }
    input[13] = nonce.0
    input[14] = nonce.1
    input[15] = nonce.2
  }

  /// The block of key stream with this number.
  func block(_ counter: UInt32) -> Words {
    var start = input
    start[12] = counter
    var words = start
    for _ in 0..<10 {
      for column in 0..<4 { quarterRound(&words, column, column + 4, column + 8, column + 12) }
      for row in 0..<4 {
        quarterRound(&words, row, 4 + (row + 1) % 4, 8 + (row + 2) % 4, 12 + (row + 3) % 4)
      }
    }
    return words &+ start
  }

  /// RFC 8439, 2.1.
  @inline(__always)
  private func quarterRound(_ words: inout Words, _ a: Int, _ b: Int, _ c: Int, _ d: Int) {
    words[a] &+= words[b]
    words[d] = rotate(words[d] ^ words[a], 16)
    words[c] &+= words[d]
    words[b] = rotate(words[b] ^ words[c], 12)
    words[a] &+= words[b]
    words[d] = rotate(words[d] ^ words[a], 8)
    words[c] &+= words[d]
    words[b] = rotate(words[b] ^ words[c], 7)
  }

  @inline(__always)
  private func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word << count | word >> (32 - count)
  }

  /// Forgets the key.
  mutating func wipe() {
    input = Words(repeating: 0)
  }
}
