// A port of UDP (RFC 768). What arrives waits here until it is taken; what finds no room is dropped, as UDP may.

internal import Bytes
internal import Devices
internal import Time
public import Wire
internal import _Concurrency

/// An open port.
public final class UDPSocket: @unchecked Sendable {
  public let port: Port
  private let core: NetworkCore
  private let host: any NetworkHost
  /// Only datagrams from there are taken, and errors of the way there are told; nil: from anywhere.
  public private(set) var peer: Endpoint?
  /// In bytes; datagrams for which there is no room are dropped.
  public var receiveBuffer = NetworkLimits.datagramBytes

  private var waiting: [Datagram] = []
  /// The first of `waiting` that was not taken.
  private var first = 0
  private var waitingBytes = 0
  private var error: NetworkFailure?
  public private(set) var isClosed = false
  public private(set) var dropped: UInt64 = 0
  private let arrival = DeviceSignal()

  init(_ port: Port, peer: Endpoint?, _ core: NetworkCore, _ host: any NetworkHost) {
    self.port = port
    self.peer = peer
    self.core = core
    self.host = host
  }

  /// Datagrams that wait to be taken.
  public var waitingCount: Int { waiting.count - first }

  /// Waits for a datagram.
  /// - Throws: `refused` or `unreachable` when the socket has a peer, and a datagram to it came to nothing;
  ///   `closed`, `cancelled`.
  @export(interface)
  public func receive() async throws(NetworkFailure) -> Datagram {
    while true {
      if let datagram = take() { return datagram }
      if let error {
        self.error = nil
        throw error
      }
      guard !isClosed else { throw .closed }
      do throws(CancellationError) { try await arrival.wait() } catch { throw .cancelled }
    }
  }

  /// The next datagram; nil when there is none.
  public func take() -> Datagram? {
    guard first < waiting.count else { return nil }
    let datagram = waiting[first]
    first += 1
    waitingBytes -= datagram.bytes.count + NetworkLimits.datagramOverhead
    if first == waiting.count {
      waiting.removeAll(keepingCapacity: true)
      first = 0
    }
    return datagram
  }

  /// Sends a datagram. It may be lost on its way; that it is sent says nothing.
  /// - Parameter destination: nil: the peer.
  /// - Throws: `tooLong`, `noRoute`, `closed`. A device without room drops it, as a router would.
  @export(interface)
  public func send(_ bytes: [UInt8], to destination: Endpoint? = nil) throws(NetworkFailure) {
    guard !isClosed else { throw .closed }
    guard let destination = destination ?? peer else { throw .noRoute }
    try core.sendUDP(bytes.span.bytes, from: port, to: destination, host.now)
    host.hasSent()
  }

  /// Gives the port back. Who waits in `receive` is told.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    core.udpSockets[port.rawValue] = nil
    arrival.raise()
  }

  /// False: there is no room for it.
  func deliver(_ source: Endpoint, _ bytes: RawSpan) -> Bool {
    if let peer, peer != source { return true }
    guard waitingBytes + bytes.byteCount + NetworkLimits.datagramOverhead <= receiveBuffer else {
      dropped += 1
      return false
    }
    if first > 64, first * 2 > waiting.count {
      waiting.removeFirst(first)
      first = 0
    }
    waiting.append(Datagram(source: source, bytes: Array(bytes)))
    waitingBytes += bytes.byteCount + NetworkLimits.datagramOverhead
    arrival.raise()
    return true
  }

  /// A datagram to `peer` came to nothing. Only a socket that has one peer is told: another could not say which
  /// of its datagrams it was.
  func fail(_ error: NetworkFailure, peer: Endpoint) {
    guard self.peer == peer else { return }
    self.error = error
    arrival.raise()
  }
}
