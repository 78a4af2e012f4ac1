// A bad link, as a value: frames go in with the time, and come out when theirs has come.
//
//     let fate = injector.take(frame, .incoming, number: 12, at: now)   what happens to it
//     while let frame = injector.next(at: now) { … }                    what has arrived
//     sleep(until: injector.deadline)
//
// The same seed and the same frames give the same faults, whenever they come (`FaultDice`). What chance did is
// recorded, and can be replayed: `FaultInjector(settings, replaying: schedule, …)`.

import Time

/// Both directions of a link with faults.
package struct FaultInjector: Sendable {
  package private(set) var settings: FaultSettings
  /// What chance has done so far, the first `SwitchLimits.recordedFaults` of it.
  package private(set) var recorded = FaultSchedule()
  private var dice: FaultDice
  private let replayed: FaultSchedule?
  private let start: Instant
  /// Incoming, outgoing.
  private var lanes = [FaultLane(.incoming), FaultLane(.outgoing)]

  /// - Parameters:
  ///   - schedule: takes the place of chance.
  ///   - start: from when on outages are counted.
  package init(
    _ settings: FaultSettings, replaying schedule: FaultSchedule? = nil, at start: Instant
  ) {
    self.settings = schedule == nil ? settings : settings.withoutChance
    self.start = start
    replayed = schedule
    dice = FaultDice(settings)
  }

  /// Other settings from now on; frames go on being counted.
  package mutating func change(_ settings: FaultSettings) {
    self.settings = replayed == nil ? settings : settings.withoutChance
    dice = FaultDice(settings)
  }

  /// When a frame comes out next; nil: none is on its way.
  package var deadline: Instant? {
    guard let one = lanes[0].deadline, let other = lanes[1].deadline else {
      return lanes[0].deadline ?? lanes[1].deadline
    }
    return min(one, other)
  }

  /// Takes a frame that arrives now.
  /// - Parameter number: what it is to be called when it comes out.
  /// - Returns: what happens to it; a fatal fault: it will not come out.
  package mutating func take(
    _ bytes: [UInt8], _ direction: FrameDirection, number: UInt64, at now: Instant
  ) -> [Fault] {
    let index = direction == .incoming ? 0 : 1
    let ordinal = lanes[index].count()
    if let refusal = lanes[index].refusal(bytes, settings, isDown: isDown(now), at: now) {
      return [refusal]
    }
    let faults =
      replayed?.faults(direction, ordinal)
      ?? dice.faults(direction, ordinal, byteCount: bytes.count)
    for fault in faults where recorded.entries.count < SwitchLimits.recordedFaults {
      recorded.append(FaultSchedule.Entry(direction, ordinal, fault))
    }
    if !faults.contains(where: \.isFatal) {
      lanes[index].take(bytes, number: number, faults, settings, at: now)
    }
    return faults
  }

  /// The next frame whose time has come.
  package mutating func next(at now: Instant) -> FaultyFrame? {
    guard let frame = lanes[0].next(at: now) else { return lanes[1].next(at: now) }
    return frame
  }

  private func isDown(_ now: Instant) -> Bool {
    settings.isDown || settings.outages.contains { $0.contains(now - start) }
  }
}
