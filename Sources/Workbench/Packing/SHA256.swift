// SHA-256 (FIPS 180-4) of files that are packed, on the host: not for secrets, not constant-time.

import Foundation

enum SHA256 {
  /// 32 bytes.
  static func digest(of data: Data) -> [UInt8] {
    var state: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
      0x5be0_cd19,
    ]
    data.withUnsafeBytes { bytes in
      let whole = bytes.count / 64 * 64
      for start in stride(from: 0, to: whole, by: 64) {
        compress(UnsafeRawBufferPointer(rebasing: bytes[start..<start + 64]), into: &state)
      }
      // §5.1.1: a one bit, zeroes, and the length in bits, up to a whole block.
      var tail = Array(bytes[whole...]) + [0x80]
      tail += Array(repeating: 0, count: (120 - tail.count) % 64)
      tail += withUnsafeBytes(of: UInt64(bytes.count * 8).bigEndian, Array.init)
      tail.withUnsafeBytes { tail in
        for start in stride(from: 0, to: tail.count, by: 64) {
          compress(UnsafeRawBufferPointer(rebasing: tail[start..<start + 64]), into: &state)
        }
      }
    }
    return state.flatMap { withUnsafeBytes(of: $0.bigEndian, Array.init) }
  }

  /// §6.2.2: one block of 64 bytes.
  private static func compress(_ block: UnsafeRawBufferPointer, into state: inout [UInt32]) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      for index in 0..<16 {
        schedule[index] = UInt32(
          bigEndian: block.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
      }
      for index in 16..<64 {
        let (early, late) = (schedule[index - 15], schedule[index - 2])
        schedule[index] =
          schedule[index - 16] &+ schedule[index - 7]
          &+ (rotated(early, 7) ^ rotated(early, 18) ^ early >> 3)
          &+ (rotated(late, 17) ^ rotated(late, 19) ^ late >> 10)
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      for index in 0..<64 {
        let first =
          h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ ((e & f) ^ (~e & g))
          &+ constants[index] &+ schedule[index]
        let second =
          (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ ((a & b) ^ (a & c) ^ (b & c))
        (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
      }
      for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
    }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  /// §4.2.2: the first 32 bits of the fractions of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = {
    var primes: [UInt64] = []
    var candidate: UInt64 = 2
    while primes.count < 64 {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes.map { prime in
      // The largest whole x with x^3 <= prime * 2^96, less its part above 2^32. The cube of what fits
      // into 36 bits fits into 128.
      var root: UInt128 = 0
      for bit in stride(from: 35, through: 0, by: -1) {
        let trial = root | UInt128(1) << UInt128(bit)
        if trial * trial * trial <= UInt128(prime) << 96 { root = trial }
      }
      return UInt32(truncatingIfNeeded: root)
    }
  }()
}
