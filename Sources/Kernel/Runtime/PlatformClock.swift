#if hasFeature(Embedded)
  public import Devices
  internal import Platform
  public import Time
  public import _Concurrency

  /// The platform's monotonic clock.
  public final class PlatformClock: MonotonicClock {
    public init() {}

    public var now: Instant {
      Instant(nanoseconds: platform_clock_monotonic())
    }

    public func sleep(until deadline: Instant) async throws(CancellationError) {
      try await sleepUntil(deadline)
    }
  }
#endif
