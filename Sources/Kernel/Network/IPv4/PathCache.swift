// How long datagrams may be on the way to a host (RFC 1191): what routers said, for ten minutes.

public import Time
public import Wire

/// Path MTUs that are less than the link's. Pure.
public struct PathCache {
  private var paths: [IPv4Address: (mtu: Int, until: Instant)] = [:]

  public init() {}

  /// Bytes of a datagram to `destination`; nil: as the link allows.
  public mutating func mtu(to destination: IPv4Address, now: Instant) -> Int? {
    guard !paths.isEmpty, let path = paths[destination] else { return nil }
    guard now < path.until else {
      paths[destination] = nil
      return nil
    }
    return path.mtu
  }

  /// A router could not pass a datagram on.
  /// - Parameters:
  ///   - mtu: of the next link, as it says; 0: it does not (RFC 1191, section 5).
  ///   - length: of the datagram.
  /// - Returns: what is used from now on.
  public mutating func shrink(
    to destination: IPv4Address, mtu: Int, length: Int, now: Instant
  ) -> Int {
    // One that says nothing is an old one: RFC 1191, section 7.1 has a table of likely sizes.
    let said = mtu > 0 ? mtu : Self.plateaus.first { $0 < length } ?? NetworkLimits.leastPathMTU
    let new = max(said, NetworkLimits.leastPathMTU)
    if paths.count >= NetworkLimits.paths, paths[destination] == nil, let one = paths.keys.first {
      paths[one] = nil
    }
    paths[destination] = (new, now + NetworkLimits.pathTime)
    return new
  }

  private static let plateaus = [32000, 17914, 8166, 4352, 2002, 1492, 1006, 552]
}
