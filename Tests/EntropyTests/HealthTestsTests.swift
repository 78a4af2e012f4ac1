import SeededNumbers
import Testing

@testable import Entropy

@Suite struct HealthTestsTests {
  /// The cut-offs of SP 800-90B, 4.4.2, table 2, which has α = 2^-20.
  @Test(arguments: [
    (1024, 0.2, 941), (1024, 0.4, 840), (1024, 0.6, 748), (1024, 0.8, 664), (1024, 1, 589),
    (512, 0.5, 410), (512, 1, 311), (512, 2, 177), (512, 4, 62), (512, 8, 13),
  ])
  func publishedCutoffs(window: Int, bits: Double, cutoff: Int) {
    let probability = power(0.5, bits)
    #expect(
      HealthTests.proportionCutoff(probability, window: window, alarmBits: 20) == cutoff)
  }

  /// Reckoned with fractions of any length.
  @Test func ourCutoffs() {
    #expect(HealthTests(.fourBits).proportionCutoff == 71)
    #expect(HealthTests(.fourBits).repetitionCutoff == 9)
    #expect(HealthTests(.halfABit).proportionCutoff == 422)
    #expect(HealthTests(.halfABit).repetitionCutoff == 61)
  }

  @Test(arguments: [EntropyClaim.fourBits, .halfABit])
  func aStuckSourceFailsAtItsCutoff(claim: EntropyClaim) {
    var tests = HealthTests(claim)
    for _ in 1..<tests.repetitionCutoff {
      tests.take(42)
      #expect(tests.isHealthy)
    }
    tests.take(42)
    #expect(!tests.isHealthy)
    tests.take(1)
    #expect(!tests.isHealthy, "a failure stays one")
  }

  /// A value that comes every seventh time is never repeated, and is too frequent.
  @Test func aBiasedSourceFails() {
    var tests = HealthTests(.fourBits)
    var random = SplitMix(state: 1)
    var count = 0
    while tests.isHealthy, count < HealthTests.window {
      tests.take(count % 7 == 0 ? 200 : UInt8(random.next() % 100))
      count += 1
    }
    #expect(!tests.isHealthy)
    #expect(count == 7 * (tests.proportionCutoff - 1) + 1)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func aGoodSourcePasses(seed: UInt64) {
    var tests = HealthTests(.fourBits)
    var random = SplitMix(state: seed)
    for _ in 0..<100_000 { tests.take(UInt8(truncatingIfNeeded: random.next())) }
    #expect(tests.isTrusted)
  }

  @Test func aSourceIsNotTrustedBeforeItsStartUpTestIsOver() {
    var tests = HealthTests(.fourBits)
    var random = SplitMix(state: 3)
    for _ in 1..<EntropyLimits.startUpSamples {
      tests.take(UInt8(truncatingIfNeeded: random.next()))
      #expect(!tests.isTrusted)
    }
    tests.take(0)
    #expect(tests.isTrusted)
  }

  /// 2^-H for H in tenths, by square roots and products alone.
  private func power(_ base: Double, _ exponent: Double) -> Double {
    var result = 1.0
    var factor = base
    var rest = exponent
    while rest >= 1 {
      result *= base
      rest -= 1
    }
    for _ in 0..<50 {
      factor = factor.squareRoot()
      rest *= 2
      if rest >= 1 {
        result *= factor
        rest -= 1
      }
    }
    return result
  }
}
