// What an application does with a connection (RFC 9293, section 3.9.1).

internal import Bytes
public import Time
internal import Wire

extension TCPConnection {
  /// Takes bytes to be sent: how many of them, from the first, there was room for. 0 when there is no room, or
  /// nothing can be written any more.
  @export(interface)
  public func write(_ bytes: RawSpan, now: Instant) -> Int {
    guard canWrite else { return 0 }
    return outgoing.append(bytes, limit: max(settings.sendBuffer - outgoing.count, 0))
  }

  /// Moves bytes that have arrived to `target`, from its beginning on; how many. 0 when there are none:
  /// `hasEnded`, `failure` and `state` say whether more can come.
  @export(interface)
  public func read(into target: inout MutableRawSpan, now: Instant) -> Int {
    let count = incoming.read(into: &target)
    if count > 0 { offerWindow() }
    return count
  }

  /// Calls `body` with the first of the bytes that have arrived, as many as lie in one piece; none when there are
  /// none. `consume` takes them out.
  public func withReadable<Result>(_ body: (RawSpan) -> Result) -> Result {
    incoming.withFirst(body)
  }

  /// Takes out the first `count` bytes. Trap: there are not so many.
  @export(interface)
  public func consume(_ count: Int, now: Instant) {
    incoming.drop(count)
    if count > 0 { offerWindow() }
  }

  /// Nothing more will be written: FIN follows what was. Reading goes on.
  @export(interface)
  public func close(now: Instant) {
    guard !isClosing else { return }
    switch state {
    case .synSent: end()
    case .synReceived: isClosing = true
    case .established:
      isClosing = true
      state = .finWait1
    case .closeWait:
      isClosing = true
      state = .lastAck
    default: break
    }
  }

  /// `close`, and nobody will read: data that still comes is answered with a reset, and FIN-WAIT-2 does not last
  /// for ever (RFC 9293, section 3.6.1).
  @export(interface)
  public func abandon(now: Instant) {
    guard !isAbandoned, state != .closed else { return }
    isAbandoned = true
    if incoming.count > 0, state.receivesData {
      // RFC 2525, section 2.17: what was not read is lost, and the peer shall know.
      abort(now: now)
      return
    }
    close(now: now)
    restartIdleTimer(now)
  }

  /// Ends the connection at once, with a reset (RFC 9293, section 3.10.5).
  @export(interface)
  public func abort(now: Instant) {
    switch state {
    case .closed: return
    case .synSent, .timeWait: break
    default: needsReset = true
    }
    fail(.aborted)
  }

  /// Tells the peer of room in the buffer, when it is worth it.
  private func offerWindow() {
    guard state.receivesData else { return }
    let space = settings.receiveBuffer - incoming.count
    let window = min(min(space, pool.bytesLeft), 0xffff << Int(receiving.windowShift))
    let gain = receiving.next + window - receiving.edge
    if gain >= min(settings.receiveBuffer / 2, 2 * send.segmentSize) { needsAcknowledgment = true }
  }
}

// MARK: - State

extension TCPConnection {
  /// Bytes that can be read now.
  public var readableByteCount: Int { incoming.count }
  /// A reader need not wait: there are bytes, or none will come.
  public var isReadable: Bool { incoming.count > 0 || hasEnded || state == .closed }
  /// Something may be written, now or before the connection stands.
  public var canWrite: Bool {
    guard !isClosing else { return false }
    switch state {
    case .synSent, .synReceived, .established, .closeWait: return true
    default: return false
    }
  }
  /// Bytes that a `write` would take now, if there is memory.
  public var writableByteCount: Int {
    canWrite ? max(settings.sendBuffer - outgoing.count, 0) : 0
  }
  /// All that was written has been acknowledged, FIN too if it was asked for.
  public var isFlushed: Bool { outgoing.count == 0 && (!isClosing || isFINSent && flight.isEmpty) }
}
