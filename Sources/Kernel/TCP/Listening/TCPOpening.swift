public import Wire

/// A SYN that a listener has taken, or that a cookie stands for: what a passive opening begins with.
public struct TCPOpening: Equatable, Sendable {
  public var localPort: Port
  public var remotePort: Port
  /// Of SYN.
  public var sequenceNumber: SequenceNumber
  /// Of SYN, not scaled; from a cookie that of the acknowledgment.
  public var window: UInt16
  public var options: TCPOptions
  /// The peer asks for ECN.
  public var usesECN: Bool
  /// The peer has answered a cookie: the connection stands.
  public var isProven: Bool

  /// Of a SYN.
  public init(syn header: TCPHeader) {
    localPort = header.destinationPort
    remotePort = header.sourcePort
    sequenceNumber = header.sequenceNumber
    window = header.window
    options = header.options
    usesECN = header.flags.isSuperset(of: [.ece, .cwr])
    isProven = false
  }
}
