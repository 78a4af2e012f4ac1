internal import Bytes

extension EthernetHeader {
  /// Writes the header: `byteCount` bytes from `offset`. Trap: they do not fit there.
  public func emit(into frame: inout MutableRawSpan, at offset: Int = 0) {
    precondition(offset >= 0 && byteCount <= frame.byteCount - offset, "no room for the header")
    frame.write(destination, at: offset)
    frame.write(source, at: offset + 6)
    guard let tag else {
      frame.write(type.rawValue, at: offset + 12)
      return
    }
    frame.write(EtherType.tag.rawValue, at: offset + 12)
    frame.write(tag.rawValue, at: offset + 14)
    frame.write(type.rawValue, at: offset + 16)
  }
}
