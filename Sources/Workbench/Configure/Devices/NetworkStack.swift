/// A host on a network: UDP and TCP over IPv4.
public enum NetworkStack: Role {
  public static var type: String { "NetworkStack" }
  public static var label: String { "stack" }
}

extension Device where R == NetworkStack {
  /// A host on a network interface, with the address of its arguments.
  public static var stack: Device { .stack(on: .network, line: 0) }

  /// A host on this network interface.
  /// - Parameters:
  ///   - ipv4: its address and the length of its network's prefix, when a boot does not say.
  ///   - gateway: the router to all other networks, when a boot does not say; empty: there is none.
  public static func stack(
    on network: Device<NetworkDevice>, ipv4: String = "10.0.0.2/24", gateway: String = "",
    line: Int = #line
  ) -> Device {
    let address = Argument(
      "ipv4", default: ipv4, help: "Its address in its network, such as 10.0.0.2/24.", line: line)
    let router = Argument(
      "ipv4-gateway", default: gateway,
      help: "The router to other networks, such as 10.0.0.1; empty: none.", line: line)
    return Device(
      "stack", call: "NetworkStack",
      [
        .device("", network), .device("clock", Device<MonotonicClock>.clock),
        .device("entropy", Device<Entropy>.entropy), .argument("ipv4", address),
        .argument("gateway", router),
      ], effect: .throws("NetworkFailure"), line: line)
  }
}

extension Need {
  /// `stack: NetworkStack`.
  public static var stack: Need { .device(.stack, line: 0) }
}
