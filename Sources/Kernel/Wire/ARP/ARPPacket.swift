// Address resolution of IPv4 on Ethernet (RFC 826; probes and announcements: RFC 5227).
//
//      0           2           4       5       6
//     | hardware 1 | 0x0800    | 6     | 4     | operation |
//      8                              14
//     | sender's hardware address     | sender's address   |
//     18                              24
//     | target's hardware address     | target's address   |   28 bytes

/// A question for the hardware address of an IPv4 address, or the answer.
public struct ARPPacket: Equatable, Sendable {
  public enum Operation: UInt16, Sendable {
    case request = 1
    case reply = 2
  }

  public var operation: Operation
  public var senderHardwareAddress: MACAddress
  public var senderAddress: IPv4Address
  public var targetHardwareAddress: MACAddress
  public var targetAddress: IPv4Address

  public init(
    operation: Operation, senderHardwareAddress: MACAddress, senderAddress: IPv4Address,
    targetHardwareAddress: MACAddress, targetAddress: IPv4Address
  ) {
    self.operation = operation
    self.senderHardwareAddress = senderHardwareAddress
    self.senderAddress = senderAddress
    self.targetHardwareAddress = targetHardwareAddress
    self.targetAddress = targetAddress
  }

  public static var byteCount: Int { 28 }

  /// A question that nobody learns an address from: is this one in use? (RFC 5227, section 1.1)
  public var isProbe: Bool { operation == .request && senderAddress == .unspecified }
  /// A statement that an address is in use from now on (RFC 5227, section 1.1).
  public var isAnnouncement: Bool { operation == .request && senderAddress == targetAddress }
}
