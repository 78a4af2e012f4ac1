// The header of an Ethernet frame (IEEE 802.3, 3.1.1, in the form that RFC 894 calls Ethernet), with or without
// one tag (IEEE 802.1Q). The frame check sequence at its end is the device's affair.
//
//      0           6            12          14
//     | destination | source     | type      | payload…
//     | destination | source     | 0x8100    | tag 2 | type 2 | payload…

/// Who sends a frame to whom, and what it carries.
public struct EthernetHeader: Equatable, Sendable {
  public var destination: MACAddress
  public var source: MACAddress
  public var type: EtherType
  public var tag: VLANTag?

  public init(
    destination: MACAddress, source: MACAddress, type: EtherType, tag: VLANTag? = nil
  ) {
    self.destination = destination
    self.source = source
    self.type = type
    self.tag = tag
  }

  /// Without a tag, in bytes.
  public static var byteCount: Int { 14 }
  /// In bytes.
  public var byteCount: Int { tag == nil ? 14 : 18 }
}
