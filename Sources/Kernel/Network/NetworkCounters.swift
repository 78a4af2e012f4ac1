/// What a stack has dropped and why, and what it has sent of its own accord.
public struct NetworkCounters: Equatable, Sendable {
  /// Frames for others, or of protocols that nobody here speaks.
  public var foreign: UInt64 = 0
  /// Frames, datagrams and segments whose bytes are wrong: lengths, versions, checksums.
  public var malformed: UInt64 = 0
  /// From or to addresses that cannot be so: a group as a source, this host as a sender to itself.
  public var martian: UInt64 = 0
  /// For a port or protocol that nobody listens to.
  public var unwanted: UInt64 = 0
  /// Datagrams for a socket that was full.
  public var overflows: UInt64 = 0
  public var errorsSent: UInt64 = 0
  /// Errors that were not sent: too many in a second.
  public var errorsSuppressed: UInt64 = 0
  /// Datagrams that could not be sent: no route, no answer of the neighbour, no room.
  public var unsent: UInt64 = 0
  public var echoes: UInt64 = 0
  public var received: UInt64 = 0
  public var sent: UInt64 = 0

  public init() {}
}
