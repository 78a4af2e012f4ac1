/// Why a connection has ended before its time.
public enum TCPFailure: Error, Equatable, Sendable {
  /// The peer answered the first segment with a reset: nobody listens there.
  case refused
  /// The peer gave the connection up.
  case reset
  /// Nothing was heard for too long.
  case timedOut
  /// Nothing was heard, and routers said why; or they did before the connection stood.
  case unreachable(TCPUnreachable)
  /// `abort` was called on this side.
  case aborted

  /// Whose fault it is.
  public enum Fault: Sendable {
    case peer, network, caller
  }

  public var fault: Fault {
    switch self {
    case .refused, .reset: .peer
    case .timedOut, .unreachable: .network
    case .aborted: .caller
    }
  }
}

/// What an ICMP error says of the way to a peer (RFC 792; RFC 4443, section 3.1).
public enum TCPUnreachable: UInt8, Sendable {
  case network
  case host
  /// The peer does not speak TCP.
  case transport
  /// Nobody listens at the port.
  case port
  /// A filter on the way forbids it.
  case prohibited
  /// It took too many hops.
  case hops

  /// What RFC 1122, section 4.2.3.9 calls hard.
  var isHard: Bool { self == .transport || self == .port }
}
