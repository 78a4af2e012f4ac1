/// The sender's clock, and the receiver's as the sender last saw it (RFC 7323, section 3.2).
public struct TCPTimestamps: Equatable, Sendable {
  /// TSval.
  public var value: UInt32
  /// TSecr; of meaning only with ACK.
  public var echo: UInt32

  public init(value: UInt32, echo: UInt32) {
    self.value = value
    self.echo = echo
  }
}
