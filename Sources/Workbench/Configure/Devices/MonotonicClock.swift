/// A clock that never goes back: it tells the time since boot, and sleeps.
public enum MonotonicClock: Role {
  public static var type: String { "any MonotonicClock" }
  public static var label: String { "clock" }
}

extension Device where R == MonotonicClock {
  /// The platform's clock.
  public static var clock: Device { Device("clock", call: "PlatformClock", line: 0) }
}

extension Need {
  /// `clock: any MonotonicClock`.
  public static var clock: Need { .device(.clock, line: 0) }
}
