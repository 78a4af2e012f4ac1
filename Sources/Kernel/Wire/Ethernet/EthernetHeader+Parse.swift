internal import Bytes

extension EthernetHeader {
  /// The header of `frame`, and where in it the payload is, with the padding that short frames have.
  /// - Throws: `truncated`; `unsupported` for a length in the type's place (IEEE 802.3 with LLC) and for a
  ///   second tag.
  public static func parse(
    _ frame: RawSpan
  ) throws(WireFailure) -> (header: EthernetHeader, payload: Range<Int>) {
    guard frame.byteCount >= byteCount else { throw .truncated }
    var header = EthernetHeader(
      destination: frame.readMACAddress(at: 0), source: frame.readMACAddress(at: 6),
      type: EtherType(rawValue: frame.readUInt16(at: 12)))
    if header.type == .tag {
      guard frame.byteCount >= 18 else { throw .truncated }
      header.tag = VLANTag(rawValue: frame.readUInt16(at: 14))
      header.type = EtherType(rawValue: frame.readUInt16(at: 16))
      guard header.type != .tag else { throw .unsupported }
    }
    guard header.type.rawValue >= EtherType.lowest else { throw .unsupported }
    return (header, header.byteCount..<frame.byteCount)
  }
}
