// SipHash-2-4 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012) of whole 64-bit words: a keyed hash
// whose results tell nothing about its key.

/// A secret of 128 bits, drawn once a boot.
public struct TCPKey: Sendable {
  let low: UInt64
  let high: UInt64

  /// From a generator that nobody can foresee.
  public init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }
}

struct SipHash {
  private var v0: UInt64
  private var v1: UInt64
  private var v2: UInt64
  private var v3: UInt64
  private var byteCount: UInt64 = 0

  init(key: TCPKey) {
    v0 = key.low ^ 0x736f_6d65_7073_6575
    v1 = key.high ^ 0x646f_7261_6e64_6f6d
    v2 = key.low ^ 0x6c79_6765_6e65_7261
    v3 = key.high ^ 0x7465_6462_7974_6573
  }

  /// Adds eight bytes, the least significant first.
  mutating func add(_ word: UInt64) {
    byteCount &+= 8
    compress(word)
  }

  /// The hash of what was added, and of `count` more bytes of `tail`, fewer than 8.
  mutating func finish(tail: UInt64 = 0, count: UInt64 = 0) -> UInt64 {
    compress((byteCount &+ count) << 56 | tail)
    v2 ^= 0xff
    for _ in 0..<4 { round() }
    return v0 ^ v1 ^ v2 ^ v3
  }

  private mutating func compress(_ word: UInt64) {
    v3 ^= word
    round()
    round()
    v0 ^= word
  }

  private mutating func round() {
    v0 = v0 &+ v1
    v1 = rotated(v1, 13) ^ v0
    v0 = rotated(v0, 32)
    v2 = v2 &+ v3
    v3 = rotated(v3, 16) ^ v2
    v0 = v0 &+ v3
    v3 = rotated(v3, 21) ^ v0
    v2 = v2 &+ v1
    v1 = rotated(v1, 17) ^ v2
    v2 = rotated(v2, 32)
  }

  private func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 {
    word &<< count | word &>> (64 &- count)
  }
}
