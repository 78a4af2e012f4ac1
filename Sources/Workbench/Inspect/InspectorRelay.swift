// Holds a unikernel's inspector port and lets consoles come and go:
//
//     unikernel ──(one stream, from start to end)── relay ──(a socket, one console at a time)── mirador console
//
// What the unikernel says while nobody is there is dropped. A console that leaves is followed by a `bye`,
// so that nothing that it was allowed stays allowed; one that comes while another is there is told so.
// Nothing is read from a side whose bytes the other has not taken yet.

import Foundation
import InspectionProtocol
import Processes
import Synchronization

/// The holder of one port, for as long as it exists.
public final class InspectorRelay: Sendable {
  private let service: SocketService
  /// The end that the unikernel, or its virtual machine, inherits.
  public let machineEnd: Int32
  private let far: Descriptor

  /// Starts to listen at `path`.
  public init(at path: String) throws(InspectFailure) {
    let (near, far) = try UnixSocket.pair()
    self.far = far
    machineEnd = far.number
    _ = fcntl(near.number, F_SETFL, O_NONBLOCK)
    service = try SocketService(at: path, name: "inspector") { listener, wake in
      var loop = RelayLoop(machine: near, listener: listener, wake: wake)
      loop.run()
    }
  }

  /// Ends it; the socket is gone when this returns.
  public func stop() { service.stop() }
}

/// What the relay's thread does.
private struct RelayLoop {
  let machine: Descriptor
  let listener: Descriptor
  let wake: Int32
  var client: Descriptor?
  var toClient: [UInt8] = []
  var toMachine: [UInt8] = []
  var isMachineGone = false

  /// Bytes of one read.
  private static let chunk = 16 << 10

  init(machine: Descriptor, listener: Descriptor, wake: Int32) {
    self.machine = machine
    self.listener = listener
    self.wake = wake
  }

  mutating func run() {
    while true {
      var polled = [
        pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
        pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0),
        pollfd(
          fd: isMachineGone ? -1 : machine.number,
          events: Int16(toClient.isEmpty ? POLLIN : 0) | Int16(toMachine.isEmpty ? 0 : POLLOUT),
          revents: 0),
        pollfd(
          fd: client?.number ?? -1,
          events: Int16(toMachine.isEmpty ? POLLIN : 0) | Int16(toClient.isEmpty ? 0 : POLLOUT),
          revents: 0),
      ]
      guard poll(&polled, nfds_t(polled.count), -1) >= 0 || errno == EINTR else { return }
      if polled[0].revents != 0 { return }
      if polled[1].revents != 0 { accept() }
      if polled[2].revents != 0 { fromMachine() }
      if polled[3].revents != 0 { fromClient() }
      flush()
    }
  }

  private mutating func accept() {
    guard let socket = UnixSocket.accept(listener) else { return }
    guard client == nil else {
      let refusal = ServerMessage.refusal("another console is attached to this unikernel")
      _ = UnixSocket.send(refusal.frame.bytes, to: socket.number)
      return
    }
    _ = fcntl(socket.number, F_SETFL, O_NONBLOCK)
    client = socket
    toClient = []
  }

  private mutating func fromMachine() {
    guard toClient.isEmpty, let bytes = machine.read(Self.chunk) else { return }
    guard !bytes.isEmpty else {
      isMachineGone = true
      client = nil
      return
    }
    if client != nil { toClient = bytes }
  }

  private mutating func fromClient() {
    guard toMachine.isEmpty, let bytes = client?.read(Self.chunk) else { return }
    guard !bytes.isEmpty else { return leave() }
    toMachine = bytes
  }

  private mutating func leave() {
    client = nil
    toClient = []
    toMachine += ClientMessage.bye.frame.bytes
  }

  private mutating func flush() {
    if isMachineGone { toMachine = [] }
    if !toMachine.isEmpty, let count = UnixSocket.send(toMachine, to: machine.number) {
      toMachine.removeFirst(count)
    }
    if let client, !toClient.isEmpty {
      if let count = UnixSocket.send(toClient, to: client.number) {
        toClient.removeFirst(count)
      } else {
        leave()
      }
    }
  }
}
