// The header of a TCP segment (RFC 9293, section 3.1).
//
//     | source port 16              | destination port 16           |
//     | sequence number 32                                          |
//     | acknowledgment number 32                                    |
//     | offset 4 | 0 4 | flags 8    | window 16                     |
//     | checksum 16                 | urgent pointer 16             |
//     | options, 0 to 40 bytes                                      |

/// What a segment says, but for its data.
public struct TCPHeader: Equatable, Sendable {
  public var sourcePort: Port
  public var destinationPort: Port
  /// Of the first byte of data, or of SYN.
  public var sequenceNumber: SequenceNumber
  /// The next that is expected; of meaning only with ACK.
  public var acknowledgmentNumber: SequenceNumber
  public var flags: TCPFlags
  /// As it is sent, before it is shifted by the window scale.
  public var window: UInt16
  /// Of meaning only with URG.
  public var urgentPointer: UInt16
  public var options: TCPOptions

  public init(
    sourcePort: Port, destinationPort: Port, sequenceNumber: SequenceNumber,
    acknowledgmentNumber: SequenceNumber = SequenceNumber(0), flags: TCPFlags, window: UInt16,
    urgentPointer: UInt16 = 0, options: TCPOptions = TCPOptions()
  ) {
    self.sourcePort = sourcePort
    self.destinationPort = destinationPort
    self.sequenceNumber = sequenceNumber
    self.acknowledgmentNumber = acknowledgmentNumber
    self.flags = flags
    self.window = window
    self.urgentPointer = urgentPointer
    self.options = options
  }

  /// Without options, in bytes.
  public static var byteCount: Int { 20 }
  /// With options, in bytes.
  public var byteCount: Int { 20 + options.byteCount }
}
