import Foundation
import Testing

/// The host's end of a port: a connected stream socket.
final class PortSocket: @unchecked Sendable {
  /// Before the image answers it may have to wait for a berth; when it has ended, its end of the socket is shut.
  private static let patience: Duration = .seconds(900)

  private var number: Int32
  /// The image's end of a pair; -1 for a client.
  private(set) var far: Int32 = -1

  /// One end of a pair.
  init() throws {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    try #require(socketpair(AF_UNIX, kind, 0, &ends) == 0)
    (number, far) = (ends[0], ends[1])
  }

  /// A client of the socket at `path`, which need not be there yet.
  init(path: String) async throws {
    number = -1
    let end = ContinuousClock.now + Self.patience
    while true {
      number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      if Self.connect(number, path) { return }
      close()
      try #require(ContinuousClock.now < end, "nobody listens at \(path)")
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  deinit {
    close()
    if far >= 0 { Foundation.close(far) }
  }

  private static func connect(_ number: Int32, _ path: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { room in
      for (index, byte) in path.utf8.enumerated() { room[index] = byte }
    }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }

  func close() {
    if number >= 0 { Foundation.close(number) }
    number = -1
  }

  /// Closes this end of a pair, of which the image holds the other, and this process a copy of that.
  func shutDown() {
    shutdown(number, Int32(SHUT_RDWR))
  }

  /// Sends all, on a thread of its own: the other end may want to be read meanwhile.
  func send(_ bytes: [UInt8]) {
    let copy = dup(number)
    Thread {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          Foundation.send(copy, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        if count <= 0 { break }
        rest = rest.dropFirst(count)
      }
      Foundation.close(copy)
    }.start()
  }

  /// Receives `count` bytes, fewer at the end of the connection.
  func receive(_ count: Int) async throws -> [UInt8] {
    let number = number
    return try await withCheckedThrowingContinuation { continuation in
      Thread {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count < count {
          var polled = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
          guard poll(&polled, 1, Int32(Self.patience / .milliseconds(1))) > 0 else {
            continuation.resume(throwing: Late(received: bytes.count, of: count))
            return
          }
          let size = min(chunk.count, count - bytes.count)
          let got = recv(number, &chunk, size, 0)
          if got <= 0 { break }
          bytes += chunk[..<got]
        }
        continuation.resume(returning: bytes)
      }.start()
    }
  }

  struct Late: Error {
    let received: Int
    let of: Int
  }
}
