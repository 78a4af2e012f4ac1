// A host with the old small services (RFC 862, 863, 864), for tests to talk to:
//
//     UDP 7, TCP 7    echo
//     TCP 9           discard; tells how many bytes there were
//     TCP 19          sends as many bytes as the client's first line says, and ends
//     UDP 9           the end of the unikernel

import Kernel

enum Sockets {
  static func start(
    console: any Console, clock: any MonotonicClock, stack: NetworkStack
  ) async throws(NetworkFailure) {
    // One thread: nothing is used at the same time.
    nonisolated(unsafe) let out = console
    let echo = try stack.listen(tcp: Port(7))
    let discard = try stack.listen(tcp: Port(9))
    let generate = try stack.listen(tcp: Port(19))
    let datagrams = try stack.bind(udp: Port(7))
    let end = try stack.bind(udp: Port(9))
    console.print("ready")
    Task { await serve(echo) { socket throws(NetworkFailure) in try await echoBack(socket) } }
    Task {
      await serve(discard) { socket throws(NetworkFailure) in
        out.print("discarded \(try await count(socket))")
      }
    }
    Task { await serve(generate) { socket throws(NetworkFailure) in try await produce(socket) } }
    Task {
      while let datagram = try? await datagrams.receive() {
        try? datagrams.send(datagram.bytes, to: datagram.source)
      }
    }
    _ = try await end.receive()
    let counters = stack.core.counters
    console.print("malformed \(counters.malformed) connections \(stack.connectionCount)")
  }

  private static func serve(
    _ listener: TCPListener,
    _ body: @escaping @Sendable (TCPSocket) async throws(NetworkFailure) -> Void
  ) async {
    while let socket = try? await listener.accept() {
      Task {
        do throws(NetworkFailure) {
          try await body(socket)
          socket.close()
        } catch {
          socket.abort()
        }
      }
    }
  }

  private static func echoBack(_ socket: TCPSocket) async throws(NetworkFailure) {
    while true {
      let bytes = try await socket.read()
      if bytes.isEmpty { return }
      try await socket.write(bytes)
    }
  }

  private static func count(_ socket: TCPSocket) async throws(NetworkFailure) -> Int {
    var total = 0
    while try await socket.read({ total += $0.byteCount }) {}
    return total
  }

  private static func produce(_ socket: TCPSocket) async throws(NetworkFailure) {
    var line: [UInt8] = []
    while line.last != UInt8(ascii: "\n") {
      let bytes = try await socket.read(upTo: 20)
      if bytes.isEmpty { return }
      line += bytes
    }
    var left = Int(String(decoding: line.dropLast(), as: UTF8.self)) ?? 0
    var piece = [UInt8](repeating: 0, count: 16384)
    for index in piece.indices { piece[index] = UInt8(truncatingIfNeeded: index % 251) }
    while left > 0 {
      let count = min(left, piece.count)
      try await socket.write(count == piece.count ? piece : Array(piece[..<count]))
      left -= count
    }
  }
}
