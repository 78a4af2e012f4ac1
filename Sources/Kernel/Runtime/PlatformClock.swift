#if hasFeature(Embedded)
  public import Devices
  internal import Platform
  public import Time
  public import _Concurrency

  /// The platform's monotonic clock.
  public final class PlatformClock: MonotonicClock {
    @export(interface)
    public init() {}

    public var now: Instant {
      Instant(nanoseconds: platform_clock_monotonic())
    }

    @export(interface)
    public func sleep(until deadline: Instant) async throws(CancellationError) {
      try await sleepUntil(deadline)
    }

    @export(interface)
    public func wait(
      for signal: DeviceSignal, until deadline: Instant
    ) async throws(CancellationError) {
      try await Executor().wait(for: signal, until: deadline)
    }
  }
#endif
