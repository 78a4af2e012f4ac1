internal import Bytes

extension ListenerReport {
  /// Writes the message with its checksum: `byteCount` bytes from `offset`. Trap: they do not fit there.
  public func emit(
    into bytes: inout MutableRawSpan, at offset: Int = 0, pseudoHeader: PseudoHeader
  ) {
    let length = byteCount
    precondition(offset >= 0 && length <= bytes.byteCount - offset, "no room")
    precondition(records.count < 65536, "a report has 65,535 records")
    bytes.write(UInt32(truncatingIfNeeded: records.count), at: offset + 4)
    var place = offset + 8
    for record in records {
      precondition(record.sources.count < 65536, "a record has 65,535 sources")
      bytes.write(UInt16(record.type.rawValue) << 8, at: place)
      bytes.write(UInt16(truncatingIfNeeded: record.sources.count), at: place + 2)
      bytes.write(record.group, at: place + 4)
      place += 20
      for source in record.sources {
        bytes.write(source, at: place)
        place += 16
      }
    }
    ICMPv6Type.listenerReport.seal(
      &bytes, at: offset, byteCount: length, pseudoHeader: pseudoHeader)
  }
}
