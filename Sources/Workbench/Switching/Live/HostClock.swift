import CSwitching
import Time

/// The host's time since 1970 as it was when the clock was made, going on evenly whatever is done to the
/// calendar since.
package struct HostClock: Sendable {
  private let epoch = switching_epoch()

  package init() {}

  package var now: Instant { Instant(nanoseconds: epoch &+ switching_now()) }
}
