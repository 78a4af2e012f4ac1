// Whatever the way does to packets, what goes in comes out: all of it, in order, once; and both sides end.

import SeededNumbers
import TCP
import Testing
import Time

@Suite struct HostileLinkTests {
  /// Qualities, settings and amounts of one seed.
  static func link(_ seed: Int, isLong: Bool = false) -> HostileLink {
    var random = SplitMix(state: UInt64(seed) &* 0x5851_f42d_4c95_7f2d)
    func pick(_ values: [Int]) -> Int { values[Int(random.next() % UInt64(values.count))] }
    var quality = LinkQuality()
    quality.loss = pick([0, 0, 10, 50, 150, 250])
    quality.duplication = pick([0, 0, 20, 200])
    quality.reordering = pick([0, 0, 20, 300])
    quality.delay = pick([50, 1_000, 20_000, 150_000])
    quality.jitter = pick([0, 0, 500, 30_000])
    quality.megabits = pick([0, 0, 0, 1, 10, 1000])
    quality.queue = pick([4, 50, 1000])
    quality.marking = pick([0, 0, 50])
    func settings() -> TCPSettings {
      var settings = TCPSettings()
      settings.maximumSegmentSize = pick([200, 536, 1460, 1460, 8960])
      settings.receiveBuffer = pick([2_000, 20_000, 65_536, 262_144, 1 << 20])
      settings.sendBuffer = pick([1_000, 30_000, 262_144])
      settings.usesNagle = pick([0, 1]) == 1
      settings.usesTimestamps = pick([0, 1, 1]) == 1
      settings.usesSelectiveAcknowledgment = pick([0, 1, 1]) == 1
      settings.usesWindowScale = pick([0, 1, 1]) == 1
      settings.usesExplicitCongestion = pick([0, 1]) == 1
      settings.congestionAlgorithm = pick([0, 1]) == 1 ? .cubic : .newReno
      settings.keepAlive = pick([0, 0, 1]) == 1 ? .seconds(1) : nil
      settings.keepAliveProbes = 1000
      // Patience: what is lost again and again is still no failure.
      settings.connectTimeout = .seconds(100_000)
      settings.acceptTimeout = .seconds(100_000)
      settings.userTimeout = .seconds(100_000)
      return settings
    }
    let amount = isLong ? 3_000_000 : 60_000
    return HostileLink(
      seed: UInt64(seed), quality: quality, client: settings(), server: settings(),
      poolLimit: pick([60_000, 300_000, 8 << 20]), limit: pick([1, 1, 20_000, 65_000]),
      toServer: Int(random.next() % UInt64(amount)),
      toClient: pick([0, 1, Int(random.next() % UInt64(amount))]), isQuick: pick([0, 1]) == 1)
  }

  static func verify(_ link: HostileLink, _ seed: Int) {
    do {
      try link.run()
      #expect(link.client.isComplete || link.client.connection?.failure != nil, "seed \(seed)")
      if !link.server.isComplete || !link.client.isComplete {
        Issue.record("seed \(seed) is not complete: \(link.summary)")
      }
    } catch {
      Issue.record("seed \(seed), \(link.quality): \(error)")
    }
  }

  @Test(arguments: 0..<40)
  func `what goes in comes out`(hundred: Int) {
    for seed in hundred * 50..<hundred * 50 + 50 { Self.verify(Self.link(seed), seed) }
  }

  @Test(.enabled(if: Soak.isOn))
  func `what goes in comes out, AtLength`() async {
    await Soak.seeds { seed in Self.verify(Self.link(seed, isLong: seed % 20 == 0), seed) }
  }
}
