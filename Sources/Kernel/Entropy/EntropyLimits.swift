/// Every number of this module that could be another.
enum EntropyLimits {
  /// Samples that a source must pass its tests with before it counts (SP 800-90B, 4.3, requirement 4).
  static let startUpSamples = 1024
  /// Bits that a seed must have been credited with.
  static let seedBits = 256.0
  /// Bytes that are made with one key: the time for which an answer waits, no question of strength.
  static let request = 1 << 20
  /// Samples of the processor's for each request: it is fast, and a machine that was copied while it
  /// slept, or was resumed twice from one snapshot, goes its own way from its next request on.
  static let requestSamples = 16
  /// Nanoseconds after which a request begins with a new seed.
  static let reseedInterval: UInt64 = 300_000_000_000
  /// Times that a processor without a word ready is asked again.
  static let wordRetries = 100
}
