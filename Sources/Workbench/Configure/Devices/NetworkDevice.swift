/// A network interface that carries Ethernet frames.
public enum NetworkDevice: Role {
  public static var type: String { "any NetworkDevice" }
  public static var label: String { "network" }
}

extension Device where R == NetworkDevice {
  /// The machine's network interface: a virtio device, or a descriptor that the process inherits. `mirador run`
  /// joins it to a network of its own.
  public static var network: Device { .network("service", line: 0) }

  /// One of several, by a name that tells them apart on the host.
  public static func network(_ name: String, line: Int = #line) -> Device {
    choose(line: line) { target in
      switch target {
      case .unix:
        Device(
          "network", call: "DescriptorNetwork", [.expression("", literal(name))],
          effect: .throws("DescriptorFailure"), hardware: [Hardware(.network, name)], line: line)
      case .virtio:
        Device(
          "network", call: "VirtioNetwork", [.expression("", literal(name))],
          effect: .throws("VirtioFailure"), hardware: [Hardware(.network, name)], line: line)
      }
    }
  }
}

extension Need {
  /// `network: any NetworkDevice`.
  public static var network: Need { .device(.network, line: 0) }
}
