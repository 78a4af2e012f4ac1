/// A stream of bytes to and from the host, under a name that both know.
public enum BytePort: Role {
  public static var type: String { "any BytePort" }
  public static var label: String { "port" }
}

/// The virtio device that a virtual machine's ports belong to.
public enum VirtioConsole: Role {
  public static var type: String { "VirtioConsole" }
  public static var label: String { "virtioConsole" }
}

extension Device where R == BytePort {
  /// The port of this name: of a virtio console, or a descriptor that the process inherits. A machine that
  /// does not have it is one where the other end is closed.
  public static func port(_ name: String, line: Int = #line) -> Device {
    choose(line: line) { target in
      switch target {
      case .unix:
        Device(
          "port", call: "DescriptorPort", [.expression("", literal(name))],
          hardware: [Hardware(.port, name)], line: line)
      case .virtio:
        Device(
          "port", call: "VirtioPort",
          [.expression("", literal(name)), .device("on", .virtioConsole)],
          hardware: [Hardware(.port, name)], line: line)
      }
    }
  }
}

extension Device where R == VirtioConsole {
  /// The machine's console device.
  static var virtioConsole: Device {
    Device(
      "virtioConsole", call: "VirtioConsole", effect: .throws("VirtioFailure"),
      targets: [.virtio], line: 0)
  }
}
