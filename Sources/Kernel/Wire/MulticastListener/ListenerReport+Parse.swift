internal import Bytes

extension ListenerReport {
  /// The message in `bytes`, which `ICMPv6Type.parse` took.
  /// - Parameter header: of the datagram that it came in.
  /// - Throws: `truncated`; `value` for what is not of this link (RFC 3810, section 5.2.13), or for a record
  ///   that is of no group.
  public static func parse(
    _ bytes: RawSpan, in header: IPv6Header
  ) throws(WireFailure) -> ListenerReport {
    guard bytes.byteCount >= 8 else { throw .truncated }
    // From `::` by a host that has no address yet.
    guard header.hopLimit == 1, header.source.isLinkLocal || header.source.isUnspecified,
      bytes.readUInt16(at: 0) == 143 << 8
    else { throw .value }
    var report = ListenerReport(records: [])
    var cursor = ByteCursor(8..<bytes.byteCount)
    for _ in 0..<bytes.readUInt16(at: 6) {
      report.records.append(try Record.parse(bytes, &cursor))
    }
    return report
  }
}

extension ListenerReport.Record {
  fileprivate static func parse(
    _ bytes: RawSpan, _ cursor: inout ByteCursor
  ) throws(WireFailure) -> Self {
    guard let start = cursor.take(20)?.lowerBound else { throw .truncated }
    let count = Int(bytes.readUInt16(at: start + 2))
    let auxiliary = Int(bytes.readUInt8(at: start + 1)) * 4
    guard let sources = cursor.take(16 * count), cursor.take(auxiliary) != nil else {
      throw .truncated
    }
    var record = Self(
      type: ListenerReport.RecordType(rawValue: bytes.readUInt8(at: start)),
      group: bytes.readIPv6Address(at: start + 4))
    guard record.group.isMulticast else { throw .value }
    record.sources.reserveCapacity(count)
    for place in stride(from: sources.lowerBound, to: sources.upperBound, by: 16) {
      record.sources.append(bytes.readIPv6Address(at: place))
    }
    return record
  }
}
