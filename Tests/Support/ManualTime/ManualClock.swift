import Devices
import Time

@testable import Runtime

/// A clock that a test sets by hand; see `ManualTime`.
public final class ManualClock: MonotonicClock {
  private let time: ManualTime

  init(_ time: ManualTime) { self.time = time }

  public var now: Instant { time.now }

  public func sleep(until deadline: Instant) async throws(CancellationError) {
    try await Driver(time: time).sleep(until: deadline)
  }

  public func wait(
    for signal: DeviceSignal, until deadline: Instant
  ) async throws(CancellationError) {
    try await Driver(time: time).wait(for: signal, until: deadline)
  }
}
