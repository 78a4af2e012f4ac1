/// Where lines for people go: the serial port of a virtual machine, the standard output of a process.
public enum Console: Role {
  public static var type: String { "any Console" }
  public static var label: String { "console" }
}

extension Device where R == Console {
  /// The platform's console.
  public static var console: Device { Device("console", call: "PlatformConsole", line: 0) }
}

extension Need {
  /// `console: any Console`.
  public static var console: Need { .device(.console, line: 0) }
}
