internal import Bytes

extension ListenerQuery {
  /// The message in `bytes`, which `ICMPv6Type.parse` took.
  /// - Parameter header: of the datagram that it came in.
  /// - Throws: `truncated`; `value` for what is not of this link (RFC 3810, section 5.1.14) or not for a group;
  ///   `length` for a length between those of the two versions (section 8.1).
  public static func parse(
    _ bytes: RawSpan, in header: IPv6Header
  ) throws(WireFailure) -> ListenerQuery {
    guard bytes.byteCount >= 24 else { throw .truncated }
    guard header.hopLimit == 1, header.source.isLinkLocal, bytes.readUInt16(at: 0) == 130 << 8
    else { throw .value }
    let group = bytes.readIPv6Address(at: 8)
    guard group.isMulticast || group.isUnspecified else { throw .value }
    var query = ListenerQuery(
      maximumResponseCode: bytes.readUInt16(at: 4), group: group, version2: nil)
    guard bytes.byteCount > 24 else { return query }
    guard bytes.byteCount >= 28 else { throw .length }
    let count = Int(bytes.readUInt16(at: 26))
    guard 16 * count <= bytes.byteCount - 28 else { throw .truncated }
    let flags = bytes.readUInt8(at: 24)
    var version2 = Version2(
      isSuppressed: flags & 8 != 0, robustness: flags & 7,
      queryIntervalCode: bytes.readUInt8(at: 25))
    version2.sources.reserveCapacity(count)
    for index in 0..<count {
      version2.sources.append(bytes.readIPv6Address(at: 28 + 16 * index))
    }
    query.version2 = version2
    return query
  }
}
