// The header of a UDP datagram (RFC 768; over IPv6: RFC 8200, section 8.1).
//
//     | source port 16 | destination port 16 |
//     | length 16      | checksum 16         |   payload…

/// From which port a datagram comes and to which it goes.
public struct UDPHeader: Equatable, Sendable {
  /// 0 when no answer is expected.
  public var sourcePort: Port
  public var destinationPort: Port

  public init(sourcePort: Port, destinationPort: Port) {
    self.sourcePort = sourcePort
    self.destinationPort = destinationPort
  }

  /// In bytes.
  public static var byteCount: Int { 8 }
}
