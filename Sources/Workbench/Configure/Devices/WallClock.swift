/// A clock that knows the date.
public enum WallClock: Role {
  public static var type: String { "any WallClock" }
  public static var label: String { "wallClock" }
}

extension Device where R == WallClock {
  /// The platform's; a machine without a battery-backed clock has none, and the boot stops.
  public static var wallClock: Device {
    Device("wallClock", call: "PlatformWallClock", effect: .throws("WallClockMissing"), line: 0)
  }
}

extension Need {
  /// `wallClock: any WallClock`.
  public static var wallClock: Need { .device(.wallClock, line: 0) }
}
