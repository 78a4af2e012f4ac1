public import Kernel

/// What there is to be found out. Leave this file as it is.
///
/// Four secrets follow from the seed, in this order: who of the guards has the key, which statue's alarm
/// rings last, how many crates lie in the cellar, and which room's log shows its debug messages.
public final class Rooms: Sendable {
  private let clock: any MonotonicClock
  private let key = AsyncMutex()
  private let keyHolder: Int
  private let lastAlarm: Int
  private let crates: Crates
  private let loudRoom: Int

  public init(seed: Int, clock: any MonotonicClock) {
    self.clock = clock
    var secrets = Secrets(seed: seed)
    keyHolder = secrets.number(0...4)
    lastAlarm = secrets.number(0...4)
    crates = Crates(secrets.number(40...99))
    loudRoom = secrets.number(0...4)
  }

  /// Lets the guards and the statues in, and begins to log.
  public func open() {
    _ = [Log("attic"), Log("cellar"), Log("garden"), Log("hall"), Log("tower")]
    Log.setLevel(.debug, for: ["attic", "cellar", "garden", "hall", "tower"][loudRoom])
    for (number, name) in ["Anna", "Bruno", "Clara", "Dario", "Elena"].enumerated() {
      Task(name: name) { await self.guardRooms(isFirst: number == self.keyHolder) }
    }
    for (number, name) in ["Apollo", "Ceres", "Diana", "Juno", "Mars"].enumerated() {
      let hours = number == lastAlarm ? 9 : 7
      Task(name: name) { await self.stand(for: .seconds(Int64(hours) * 3600)) }
    }
  }

  private func stand(for time: Duration) async {
    try? await clock.sleep(for: time)
  }

  /// One key for all the rooms: who has it walks, the others wait for it.
  private func guardRooms(isFirst: Bool) async {
    if !isFirst { await Task.yield() }
    try? await key.withLock { await walk() }
  }

  private func walk() async {
    try? await clock.sleep(for: .seconds(3 * 3600))
  }
}
