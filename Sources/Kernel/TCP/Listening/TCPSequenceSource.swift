// Numbers that nobody can guess and that grow all the same (RFC 6528, section 3; RFC 7323, section 5.4):
//
//     ISN = M + F(endpoints, key)        M: a clock of 4 µs

public import Time
public import Wire

/// Where a connection's first numbers come from. Pure: the key and the time are arguments.
public enum TCPSequenceSource {
  private static var sequencePurpose: UInt32 { 1 }
  private static var timestampPurpose: UInt32 { 2 }

  /// ISS for a new connection. Greater than that of an earlier one with the same ends, for 2^32 × 4 µs (4.8 h),
  /// so that this side's old segments are not taken for new ones.
  @export(interface)
  public static func initialSequence(
    of endpoints: TCPEndpoints, key: TCPKey, now: Instant
  ) -> SequenceNumber {
    let clock = UInt32(truncatingIfNeeded: now.nanoseconds / 4000)
    let hash = endpoints.hash(key, purpose: sequencePurpose)
    return SequenceNumber(clock &+ UInt32(truncatingIfNeeded: hash))
  }

  /// What is added to the clock in timestamps: the same for the same ends, so that they grow from one connection
  /// to the next, and both sides may rely on that in TIME-WAIT (RFC 6191).
  @export(interface)
  public static func timestampOffset(of endpoints: TCPEndpoints, key: TCPKey) -> UInt32 {
    UInt32(truncatingIfNeeded: endpoints.hash(key, purpose: timestampPurpose))
  }
}
