internal import Platform

/// The processor's own generator: RDSEED, else RDRAND, if CPUID says that it has them.
struct ProcessorRandom {
  private let instruction = platform_random_instruction()

  /// RDRAND's output is stretched from fewer random bits (Intel SDM volume 1, 7.3.17): less is credited.
  var credit: Double { instruction == PLATFORM_RANDOM_RDSEED ? 4 : 1 }

  /// Calls `body` with up to `count` samples: fewer when the processor has none or no more.
  func sample(_ count: Int, _ body: (UInt8) -> Void) {
    var left = count
    while left > 0, let word = word() {
      for shift in 0..<UInt64(min(left, 8)) {
        body(UInt8(truncatingIfNeeded: word >> (8 * shift)))
      }
      left -= min(left, 8)
    }
  }

  private func word() -> UInt64? {
    guard instruction != PLATFORM_RANDOM_NONE else { return nil }
    for _ in 0..<EntropyLimits.wordRetries {
      var word: UInt64 = 0
      if unsafe platform_random_word(instruction, &word) { return word }
    }
    return nil
  }
}
