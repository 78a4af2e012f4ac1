internal import Bytes

extension ListenerQuery {
  /// Writes the message with its checksum: `byteCount` bytes from `offset`. Trap: they do not fit there.
  public func emit(
    into bytes: inout MutableRawSpan, at offset: Int = 0, pseudoHeader: PseudoHeader
  ) {
    precondition(offset >= 0 && byteCount <= bytes.byteCount - offset, "no room")
    bytes.write(UInt32(maximumResponseCode) << 16, at: offset + 4)
    bytes.write(group, at: offset + 8)
    if let version2 {
      precondition(version2.sources.count < 65536, "a query has 65,535 sources")
      let flags = (version2.isSuppressed ? 8 : 0) | version2.robustness & 7
      bytes.write(flags, at: offset + 24)
      bytes.write(version2.queryIntervalCode, at: offset + 25)
      bytes.write(UInt16(version2.sources.count), at: offset + 26)
      for index in version2.sources.indices {
        bytes.write(version2.sources[index], at: offset + 28 + 16 * index)
      }
    }
    ICMPv6Type.listenerQuery.seal(
      &bytes, at: offset, byteCount: byteCount, pseudoHeader: pseudoHeader)
  }
}
