// The health tests of NIST SP 800-90B, 4.4, for one source: is it still as random as it is taken to be?
//
//     repetition count       4.4.1   the same sample C times in a row
//     adaptive proportion    4.4.2   the first sample of a window of 512 again, C times in the window
//
// A source that keeps its claim of H bits a sample fails either with a probability of 2^-30 at most, for each
// sample and each window: about once in a billion.

/// What a source is held to.
struct EntropyClaim: Equatable {
  /// H: bits of min-entropy in a sample of eight bits.
  let bits: Double
  /// 2^-H: how probable the most probable sample is.
  let probability: Double

  static let fourBits = EntropyClaim(bits: 4, probability: 1 / 16)
  static let halfABit = EntropyClaim(bits: 0.5, probability: 0.5.squareRoot())
}

struct HealthTests {
  static let window = 512
  /// The exponent of the probability of a false alarm, 2^-30.
  static let alarmBits = 30

  let repetitionCutoff: Int
  let proportionCutoff: Int

  /// False for good once a test was failed.
  private(set) var isHealthy = true
  private(set) var sampleCount = 0

  private var last: UInt8 = 0
  private var repetitions = 0
  private var reference: UInt8 = 0
  private var occurrences = 0
  private var placeInWindow = 0

  init(_ claim: EntropyClaim) {
    // C = 1 + ⌈-log2 α / H⌉ (4.4.1)
    repetitionCutoff = 1 + Int((Double(Self.alarmBits) / claim.bits).rounded(.up))
    proportionCutoff = Self.proportionCutoff(claim.probability)
  }

  /// C = 1 + CRITBINOM(W, 2^-H, 1 - α) (4.4.2): one more than the least k for which the probability of more
  /// than k is α at most.
  static func proportionCutoff(
    _ probability: Double, window: Int = HealthTests.window,
    alarmBits: Int = HealthTests.alarmBits
  ) -> Int {
    // Weights of 0…W occurrences relative to the most probable one, which so never vanishes.
    var weights = [Double](repeating: 0, count: window + 1)
    let odds = probability / (1 - probability)
    let mode = Int(Double(window) * probability)
    weights[mode] = 1
    for k in mode..<window {
      weights[k + 1] = weights[k] * Double(window - k) / Double(k + 1) * odds
    }
    for k in stride(from: mode, to: 0, by: -1) {
      weights[k - 1] = weights[k] * Double(k) / Double(window - k + 1) / odds
    }
    var total = 0.0
    for weight in weights { total += weight }
    var limit = total
    for _ in 0..<alarmBits { limit /= 2 }
    var k = window
    var tail = weights[k]
    while tail <= limit {
      k -= 1
      tail += weights[k]
    }
    return 1 + k
  }

  /// Looks at a sample.
  mutating func take(_ sample: UInt8) {
    sampleCount += 1
    repetitions = sample == last ? repetitions + 1 : 1
    last = sample
    if repetitions >= repetitionCutoff { isHealthy = false }
    if placeInWindow == 0 {
      reference = sample
      occurrences = 0
    }
    if sample == reference { occurrences += 1 }
    if occurrences >= proportionCutoff { isHealthy = false }
    placeInWindow = (placeInWindow + 1) % Self.window
  }

  /// True when the start-up test is over and nothing was wrong.
  var isTrusted: Bool { isHealthy && sampleCount >= EntropyLimits.startUpSamples }
}
