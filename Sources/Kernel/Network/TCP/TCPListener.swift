internal import Devices
internal import TCP
internal import Time
public import Wire
internal import _Concurrency

/// A port at which connections are taken.
public final class TCPListener: @unchecked Sendable {
  public let port: Port
  private let core: NetworkCore
  let settings: TCPSettings
  var queue: TCPListenQueue
  private var ready: [TCPSocket] = []
  private let arrival = DeviceSignal()
  public private(set) var isClosed = false

  init(_ port: Port, backlog: Int, _ settings: TCPSettings, key: TCPKey, _ core: NetworkCore) {
    self.port = port
    self.settings = settings
    self.core = core
    queue = TCPListenQueue(backlog: backlog, key: key)
  }

  /// Waits for a connection. One task at a time.
  /// - Throws: `closed`, `cancelled`.
  @export(interface)
  public func accept() async throws(NetworkFailure) -> TCPSocket {
    while true {
      if !ready.isEmpty {
        let socket = ready.removeFirst()
        socket.listener = nil
        queue.connectionTaken()
        return socket
      }
      guard !isClosed else { throw .closed }
      do throws(CancellationError) { try await arrival.wait() } catch { throw .cancelled }
    }
  }

  /// Takes no more connections; those that nobody has accepted are reset.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    core.listeners[port.rawValue] = nil
    let left = ready
    ready = []
    for socket in left {
      socket.listener = nil
      socket.abort()
    }
    arrival.raise()
  }

  /// A connection stands.
  func stand(_ socket: TCPSocket) {
    // One that a cookie stands for was counted as ready when it was made.
    if socket.isProven { socket.isProven = false } else { queue.connectionStood() }
    socket.isReady = true
    ready.append(socket)
    arrival.raise()
  }

  /// A connection has ended before anybody has accepted it.
  func lose(_ socket: TCPSocket) {
    if socket.isReady {
      ready.removeAll { $0 === socket }
      queue.connectionTaken()
    } else {
      queue.connectionFailed()
    }
  }
}
