public import Devices
internal import Platform
public import Time

/// The platform's wall clock: the real-time clock of a virtual machine, Linux's of a process.
///
/// A virtual machine's is right to a second; where the host slept or stepped its own clock, it is again
/// within a minute of the time that somebody asks.
public final class PlatformWallClock: WallClock {
  /// - Throws: `WallClockMissing` where the machine has no clock that shows a date; one that has does
  ///   not lose it.
  @export(interface)
  public init() throws(WallClockMissing) {
    guard platform_clock_wall() != Int64.min else { throw WallClockMissing() }
  }

  @export(interface)
  public var now: WallTime {
    WallTime(nanosecondsSinceEpoch: platform_clock_wall())
  }
}

/// The machine does not know the date.
public struct WallClockMissing: Error, Equatable, CustomStringConvertible {
  public init() {}

  public var description: String {
    "this machine has no clock that tells the date; give it a real-time clock (QEMU: -M microvm,rtc=on)"
  }
}
