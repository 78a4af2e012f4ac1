// The chain of extension headers between an IPv6 header and what the datagram carries (RFC 8200, section 4).
//
//     IPv6 ─► hop-by-hop ─► destination ─► routing ─► fragment ─► destination ─► TCP, UDP, ICMPv6 …
//             only first                   nothing                before the last
//                                          left to visit
//
// A chain may be as long as a datagram, and each header as long as 2 KiB: how many are followed is limited
// (RFC 8504, section 5.3), so that a packet costs little whatever is in it.

/// What was found behind the chain.
public struct IPv6Extensions: Equatable, Sendable {
  /// What follows: what the datagram, or its first fragment, carries; for another fragment, what its datagram
  /// says that it carries.
  public internal(set) var `protocol`: InternetProtocol
  /// Where that is, in the bytes that were parsed.
  public internal(set) var payload: Range<Int>
  /// The fragment header. The walk ends there, unless it is that of a whole datagram.
  public internal(set) var fragment: IPv6Fragment?
  /// Routers on the way were asked to look into it (RFC 2711), as MLD's messages do.
  public internal(set) var routerAlert: UInt16?
  /// Where the number of the payload's protocol is: what a parameter problem of an unknown one points at.
  public internal(set) var nextHeaderOffset: Int
}

/// Why a chain is not followed to its end.
public enum IPv6ChainFailure: Error, Equatable, Sendable {
  /// It cannot be parsed, or is too long.
  case malformed(WireFailure)
  /// It has an option that says: drop this where it is not known (RFC 8200, section 4.2: 01).
  case dropped
  /// It is to be dropped and answered with a parameter problem.
  /// - pointer: at which byte of what was parsed it is.
  /// - isForGroups: also when the datagram was for a group (RFC 8200, section 4.2: 10).
  case problem(ICMPv6ParameterProblem, pointer: Int, isForGroups: Bool)
}
