import Time

/// How bad a link is. The same in both directions, each with chances of its own.
package struct FaultSettings: Equatable, Sendable {
  package var loss = Share.none
  package var duplication = Share.none
  package var reordering = Share.none
  package var corruption = Share.none
  /// What every frame takes.
  package var delay = Duration.zero
  /// By how much that varies, either way; never more than `delay`. Order is kept.
  package var jitter = Duration.zero
  /// Bits a second; nil: as fast as it goes.
  package var bandwidth: Int64?
  /// Bytes that wait for the bandwidth; more are dropped.
  package var queue = Int64(SwitchLimits.faultQueue)
  /// Bytes of IP in a frame; nil: any. Longer ones are dropped, and nobody is told, as on a real link.
  package var mtu: Int64?
  /// Nothing passes.
  package var isDown = false
  /// When nothing passes, since the injector was put in.
  package var outages: [Range<Duration>] = []
  /// The same seed does the same to the same frames.
  package var seed: UInt64 = 0

  package init() {}

  /// Without what is left to chance: what a schedule is replayed on.
  package var withoutChance: FaultSettings {
    var settings = self
    settings.loss = .none
    settings.duplication = .none
    settings.reordering = .none
    settings.corruption = .none
    settings.jitter = .zero
    return settings
  }

  /// Whether a link with these is as good as none.
  package var isPerfect: Bool {
    var same = FaultSettings()
    same.seed = seed
    same.queue = queue
    return self == same
  }
}
