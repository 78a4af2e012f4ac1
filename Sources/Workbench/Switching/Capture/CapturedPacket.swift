import Time

/// A frame that crossed a port.
package struct CapturedPacket: Equatable, Sendable {
  /// Counted from 1 over all ports of a segment, for ever: what failures cite.
  package var number: UInt64
  /// Since 1970, by the host's clock.
  package var time: Instant
  package var port: PortNumber
  package var direction: FrameDirection
  /// Of the frame; more than `bytes` has when it was cut.
  package var byteCount: Int
  package var bytes: [UInt8]
  package var faults: [Fault]

  package init(
    number: UInt64, time: Instant, port: PortNumber, direction: FrameDirection,
    byteCount: Int? = nil, bytes: [UInt8], faults: [Fault] = []
  ) {
    self.number = number
    self.time = time
    self.port = port
    self.direction = direction
    self.byteCount = byteCount ?? bytes.count
    self.bytes = bytes
    self.faults = faults
  }
}
