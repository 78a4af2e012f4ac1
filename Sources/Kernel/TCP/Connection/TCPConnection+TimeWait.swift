public import Time
public import Wire

extension TCPConnection {
  /// Whether a SYN for these ends may begin a new connection in the place of this one, which is in TIME-WAIT
  /// (RFC 9293, section 3.6.1, MAY-2; RFC 6191, section 2). The owner then drops this one and asks its listener.
  @export(interface)
  public func yieldsToSYN(_ header: TCPHeader, now: Instant) -> Bool {
    guard state == .timeWait, header.flags.contains(.syn),
      header.flags.isDisjoint(with: [.ack, .rst, .fin])
    else { return false }
    if timestamps.isUsed, let theirs = header.options.timestamps {
      let difference = Int32(bitPattern: theirs.value &- timestamps.recent)
      if difference != 0 { return difference > 0 }
    }
    return header.sequenceNumber > receiving.next
  }
}
