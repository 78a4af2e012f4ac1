// The entropy device: sources, pool, generator.
//
//     host (virtio-rng or getrandom) ┐
//     processor (RDSEED, RDRAND)     ├─► tests, pool ──seed──► generator ──► fill
//     jitter (time-stamp counter)    ┘                 ▲
//                                 every five minutes, and a little of the processor's for each request

public import Devices
internal import Platform

public final class SystemEntropy: Entropy, @unchecked Sendable {
  /// Places in the pool.
  private enum Place {
    static let host = 0
    static let processor = 1
    static let jitter = 2
  }

  private let host: any RandomSource
  private let processor = ProcessorRandom()
  private var jitter = Jitter()
  private var pool: EntropyPool
  private var generator: Generator
  private var seededAt: UInt64

  /// Samples every source until its start-up test is over; waits for the host's.
  /// - Throws: when those that passed are not credited with 256 bits.
  @export(interface)
  public init(_ host: any RandomSource) async throws(EntropyFailure) {
    self.host = host
    var pool = EntropyPool([
      EntropyPool.Source(host.name, claim: .fourBits, credit: 4),
      EntropyPool.Source("processor", claim: .fourBits, credit: processor.credit),
      EntropyPool.Source("jitter", claim: .halfABit, credit: Jitter.credit),
    ])
    pool.add(await host.take(EntropyLimits.startUpSamples), from: Place.host)
    Self.sample(processor, &jitter, into: &pool, EntropyLimits.startUpSamples)
    guard pool.isEnough else { throw EntropyFailure(sources: pool.report) }
    generator = Generator(seed: pool.seed())
    self.pool = pool
    seededAt = platform_clock_monotonic()
  }

  private static func sample(
    _ processor: ProcessorRandom, _ jitter: inout Jitter, into pool: inout EntropyPool, _ count: Int
  ) {
    processor.sample(count) { pool.add($0, from: Place.processor) }
    for _ in 0..<count { pool.add(jitter.sample(), from: Place.jitter) }
  }

  @export(interface)
  public func fill(_ buffer: UnsafeMutableRawBufferPointer) {
    let now = platform_clock_monotonic()
    if now - seededAt >= EntropyLimits.reseedInterval {
      seededAt = now
      pool.add(host.poll(), from: Place.host)
      Self.sample(processor, &jitter, into: &pool, EntropyLimits.startUpSamples)
    } else {
      processor.sample(EntropyLimits.requestSamples) { pool.add($0, from: Place.processor) }
      pool.add(jitter.sample(), from: Place.jitter)
    }
    generator.reseed(pool.seed())
    unsafe generator.fill(buffer)
  }

  public var sources: [EntropySource] { pool.report }
}
