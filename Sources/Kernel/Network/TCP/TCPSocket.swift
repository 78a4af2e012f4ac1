// A connection as an application holds it: TCP's machine (module TCP), the addresses of its ends, its timer, and
// the tasks that wait for it.

internal import Bytes
internal import Devices
public import TCP
internal import Time
internal import Wire
internal import _Concurrency

/// A stream of bytes to and from one peer. One task at a time may wait in `read`, and one in `write`.
public final class TCPSocket: @unchecked Sendable {
  public let connection: TCPConnection
  let ends: TCPEndpoints
  let local: IPv4Address
  let remote: IPv4Address
  let core: NetworkCore
  let host: any NetworkHost
  /// Who waits for it to stand, or has it waiting to be accepted; nil once it is an application's.
  var listener: TCPListener?
  /// A cookie stands for it.
  var isProven = false
  /// It stands, and waits to be accepted.
  var isReady = false
  var timer = TimerQueue<TCPSocket>.Token.none
  var armed = Instant.distantFuture
  /// It found no room, and is among `stalled`.
  var isStalled = false
  let readable = DeviceSignal()
  let writable = DeviceSignal()

  init(
    _ connection: TCPConnection, _ ends: TCPEndpoints, local: IPv4Address, remote: IPv4Address,
    _ core: NetworkCore, _ host: any NetworkHost
  ) {
    self.connection = connection
    self.ends = ends
    self.local = local
    self.remote = remote
    self.core = core
    self.host = host
  }

  public var localEndpoint: Endpoint { Endpoint(.v4(local), connection.localPort) }
  public var remoteEndpoint: Endpoint { Endpoint(.v4(remote), connection.remotePort) }

  /// Waits for bytes.
  /// - Parameter limit: how many at most.
  /// - Returns: at least one; none when the peer has ended the stream.
  @export(interface)
  public func read(upTo limit: Int = 65536) async throws(NetworkFailure) -> [UInt8] {
    try await waitForBytes()
    let count = min(limit, connection.readableByteCount)
    guard count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    var mutable = bytes.mutableSpan
    var span = mutable.mutableBytes
    _ = connection.read(into: &span, now: host.now)
    settle()
    return bytes
  }

  /// Waits for bytes, and hands the first of them to `body`, without copying them.
  /// - Returns: false when the peer has ended the stream; `body` was not called.
  @export(interface)
  public func read(_ body: (RawSpan) -> Void) async throws(NetworkFailure) -> Bool {
    try await waitForBytes()
    let count = connection.withReadable { bytes in
      if bytes.byteCount > 0 { body(bytes) }
      return bytes.byteCount
    }
    guard count > 0 else { return false }
    connection.consume(count, now: host.now)
    settle()
    return true
  }

  private func waitForBytes() async throws(NetworkFailure) {
    while !connection.isReadable { try await wait(readable) }
    if connection.readableByteCount == 0, let failure = connection.failure {
      throw NetworkFailure(failure)
    }
  }

  /// Takes all bytes; waits while there is no room. They are on their way then, and not yet there.
  @export(interface)
  public func write(_ bytes: [UInt8]) async throws(NetworkFailure) {
    var done = 0
    while done < bytes.count {
      if let failure = connection.failure { throw NetworkFailure(failure) }
      guard connection.canWrite else { throw .closed }
      let rest = bytes.span.bytes.extracting(done..<bytes.count)
      let count = connection.write(rest, now: host.now)
      done += count
      settle()
      if done < bytes.count, count == 0 || connection.writableByteCount == 0 {
        try await waitForRoom()
      }
    }
  }

  private func waitForRoom() async throws(NetworkFailure) {
    guard connection.isFlushed else { return try await wait(writable) }
    // It is the memory of all connections that is used up: nobody tells when some comes back.
    do throws(CancellationError) {
      try await host.clock.wait(for: writable, until: host.now + NetworkLimits.memoryPause)
    } catch {
      throw .cancelled
    }
  }

  /// Nothing more will be written; the peer reads the end of the stream. Reading goes on.
  @export(interface)
  public func finish() {
    connection.close(now: host.now)
    settle()
  }

  /// Nothing more will be written or read. What was written still arrives.
  @export(interface)
  public func close() {
    connection.abandon(now: host.now)
    settle()
  }

  /// Ends the connection at once; the peer is told with a reset.
  @export(interface)
  public func abort() {
    connection.abort(now: host.now)
    settle()
  }

  private func wait(_ signal: DeviceSignal) async throws(NetworkFailure) {
    do throws(CancellationError) { try await signal.wait() } catch { throw .cancelled }
  }

  private func settle() {
    core.output(self, host.now)
    host.hasSent()
  }

  func timerFired(_ now: Instant) {
    armed = .distantFuture
    timer = .none
    if connection.deadline.map({ $0 <= now }) == true { connection.timerFired(now: now) }
    core.output(self, now)
  }
}

extension NetworkFailure {
  init(_ failure: TCPFailure) {
    switch failure {
    case .refused: self = .refused
    case .reset: self = .reset
    case .timedOut: self = .timedOut
    case .unreachable: self = .unreachable
    case .aborted: self = .closed
    }
  }
}
