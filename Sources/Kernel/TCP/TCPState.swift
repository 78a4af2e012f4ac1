// TCP as a machine without a world: segments, bytes and the time go in, segments, bytes and the next deadline
// come out. Nothing here does input or output, reads a clock, draws random numbers or logs.
//
//     received segment ──► receive ─┐                     ┌─► nextSegment (until nil), copyPayload
//     application ──► write, close ─┼─► TCPConnection ────┼─► read, state, failure
//     the clock ──► timerFired ─────┘                     └─► deadline
//
// After every call of one that changes something, the owner asks for segments until there is none, and for the
// deadline, at which `timerFired` wants to be called. Addresses are the owner's: it finds the connection to a
// segment and gives headers back to be sent. docs/tcp.md draws the states and lists the RFCs.

/// The states of a connection (RFC 9293, section 3.3.2). LISTEN is a `TCPListenQueue`'s.
public enum TCPState: UInt8, Sendable, CaseIterable {
  case synSent
  case synReceived
  case established
  case finWait1
  case finWait2
  case closeWait
  case closing
  case lastAck
  case timeWait
  case closed

  /// As the RFC writes it.
  public var name: String {
    switch self {
    case .synSent: "SYN-SENT"
    case .synReceived: "SYN-RECEIVED"
    case .established: "ESTABLISHED"
    case .finWait1: "FIN-WAIT-1"
    case .finWait2: "FIN-WAIT-2"
    case .closeWait: "CLOSE-WAIT"
    case .closing: "CLOSING"
    case .lastAck: "LAST-ACK"
    case .timeWait: "TIME-WAIT"
    case .closed: "CLOSED"
    }
  }

  /// Both sides know each other's sequence numbers.
  public var isSynchronized: Bool {
    switch self {
    case .synSent, .synReceived, .closed: false
    default: true
    }
  }

  /// Data may still arrive.
  var receivesData: Bool {
    switch self {
    case .established, .finWait1, .finWait2: true
    default: false
    }
  }
}
