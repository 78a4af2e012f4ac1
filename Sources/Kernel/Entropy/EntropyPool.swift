// Samples of several sources, tested, and made into seeds.
//
// All samples go into the seed, those of failed sources too: they do no harm. But only a source that has
// passed its tests, from the start-up test on, is counted. No I/O; what was sampled is an argument.

internal import Devices

struct EntropyPool {
  /// A source, by its place.
  struct Source {
    let name: String
    /// Bits that a sample is credited with, less than the tests hold the source to.
    let credit: Double
    var tests: HealthTests

    init(_ name: String, claim: EntropyClaim, credit: Double) {
      self.name = name
      self.credit = credit
      tests = HealthTests(claim)
    }
  }

  private(set) var sources: [Source]
  private var hash = SHA256()

  init(_ sources: [Source]) {
    self.sources = sources
  }

  mutating func add(_ sample: UInt8, from source: Int) {
    sources[source].tests.take(sample)
    hash.update(sample)
  }

  mutating func add(_ samples: some Sequence<UInt8>, from source: Int) {
    for sample in samples { add(sample, from: source) }
  }

  /// Bits that all samples so far are credited with.
  var credit: Double {
    var bits = 0.0
    for source in sources where source.tests.isTrusted {
      bits += source.credit * Double(source.tests.sampleCount)
    }
    return bits
  }

  var isEnough: Bool { credit >= EntropyLimits.seedBits }

  /// What was sampled since the last seed.
  mutating func seed() -> [UInt8] {
    let seed = hash.finish()
    hash = SHA256()
    return seed
  }

  var report: [EntropySource] {
    sources.map { EntropySource(name: $0.name, isHealthy: $0.tests.isTrusted) }
  }
}
