/// A datagram that has arrived.
public struct Datagram: Equatable, Sendable {
  public let source: Endpoint
  public let bytes: [UInt8]

  public init(source: Endpoint, bytes: [UInt8]) {
    self.source = source
    self.bytes = bytes
  }
}
