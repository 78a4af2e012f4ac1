// The generator: ChaCha20 with fast key erasure (D. J. Bernstein, "Fast-key-erasure random-number
// generators", 2017). Each request starts a key stream; its first 32 bytes are the next key, what follows is
// the answer, and the old key is gone before the answer is given. So who sees the memory later does not
// learn what was given before.
//
// Deterministic: the same seeds and requests give the same bytes.

internal import Platform

/// A generator of bytes that without its key cannot be told from random ones.
struct Generator: ~Copyable {
  private let key: UnsafeMutableRawBufferPointer

  /// - Parameter seed: whatever there is, as long as it has 256 bits of randomness in it.
  init(seed: [UInt8]) {
    key = UnsafeMutableRawBufferPointer.allocate(byteCount: ChaCha20.keySize, alignment: 16)
    unsafe key.initializeMemory(as: UInt8.self, repeating: 0)
    reseed(seed)
  }

  deinit {
    // Safety: the generator's own memory.
    unsafe platform_random_wipe(key.baseAddress!, key.count)
    unsafe key.deallocate()
  }

  /// Mixes in more. The key is no worse for it, whatever it is.
  mutating func reseed(_ seed: [UInt8]) {
    var hash = SHA256()
    hash.update("mirador.entropy.seed".utf8)
    unsafe hash.update(key)
    hash.update(seed)
    unsafe key.copyBytes(from: hash.finish())
  }

  /// Fills `output`.
  mutating func fill(_ output: UnsafeMutableRawBufferPointer) {
    var start = 0
    repeat {
      let count = min(output.count - start, EntropyLimits.request)
      unsafe fillOnce(UnsafeMutableRawBufferPointer(rebasing: output[start..<start + count]))
      start += count
    } while start < output.count
  }

  private mutating func fillOnce(_ output: UnsafeMutableRawBufferPointer) {
    var cipher = unsafe ChaCha20(key: UnsafeRawBufferPointer(key))
    var words = cipher.block(0)
    // Safety: a block has 64 bytes, and no more than `count` of them are copied.
    unsafe withUnsafeBytes(of: &words) { block in
      unsafe key.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<ChaCha20.keySize]))
    }
    var done = 0
    var from = ChaCha20.keySize
    var counter: UInt32 = 0
    while done < output.count {
      if from == ChaCha20.blockSize {
        counter += 1
        words = cipher.block(counter)
        from = 0
      }
      let count = min(ChaCha20.blockSize - from, output.count - done)
      unsafe withUnsafeBytes(of: &words) { block in
        unsafe UnsafeMutableRawBufferPointer(rebasing: output[done..<done + count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: block[from..<from + count]))
      }
      done += count
      from += count
    }
    cipher.wipe()
    words = ChaCha20.Words(repeating: 0)
  }
}
