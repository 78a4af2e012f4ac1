/// Why something cannot be done on the network.
public enum NetworkFailure: Error, Equatable, Sendable, CustomStringConvertible {
  // The configuration's fault.
  /// An argument is no address, network or gateway.
  case address(argument: String, value: String)
  // The caller's.
  /// Another socket has the port.
  case portInUse
  /// All ports that are given out are in use.
  case noPort
  /// A datagram is longer than one can be, or than the path and a caller who forbids fragments allow.
  case tooLong
  /// The socket is closed.
  case closed
  // The network's.
  /// No route leads there, or the interface has no address.
  case noRoute
  /// The host, its network or its port cannot be reached.
  case unreachable
  /// Nobody listens there.
  case refused
  /// The peer has given the connection up.
  case reset
  case timedOut
  // Exhaustion.
  /// Too many connections.
  case full
  /// The task was cancelled.
  case cancelled

  public var description: String {
    switch self {
    case .address(let argument, let value):
      "--" + argument + "=" + value + " is no address: write it like 10.0.0.2/24 (a gateway"
        + " without the length), or leave it out to ask a DHCP server"
    case .portInUse: "the port is in use; choose another"
    case .noPort: "all ports are in use; close some sockets"
    case .tooLong: "the datagram is too long; send less at a time"
    case .closed: "the socket is closed; open another"
    case .noRoute: "no route leads there; look at --ipv4 and --ipv4-gateway"
    case .unreachable: "the host or its port cannot be reached"
    case .refused: "nobody listens there"
    case .reset: "the peer has given the connection up"
    case .timedOut: "nobody answered in time"
    case .full: "there are too many connections; close some"
    case .cancelled: "the task was cancelled"
    }
  }
}
