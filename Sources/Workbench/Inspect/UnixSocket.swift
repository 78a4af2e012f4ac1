// Sockets of the file system: listening, connecting, waiting.

import Foundation
import Processes

enum UnixSocket {
  /// A socket that listens at `path`, which is replaced; only the user may connect.
  static func listen(at path: String) throws(InspectFailure) -> Descriptor {
    let socket = try make(path)
    unlink(path)
    let mask = umask(0o177)
    defer { umask(mask) }
    let isBound = withAddress(path) { bind(socket.number, $0, $1) == 0 }
    guard isBound == true, Foundation.listen(socket.number, 8) == 0 else { throw failure(path) }
    _ = fcntl(socket.number, F_SETFL, O_NONBLOCK)
    return socket
  }

  /// Who has connected; nil: nobody, or not any more.
  static func accept(_ listener: Descriptor) -> Descriptor? {
    guard let socket = try? Descriptor(Foundation.accept(listener.number, nil, nil), "accept")
    else {
      return nil
    }
    _ = fcntl(socket.number, F_SETFD, FD_CLOEXEC)
    return socket
  }

  static func connect(to path: String) throws(InspectFailure) -> Descriptor {
    let socket = try make(path)
    let isConnected = withAddress(path) { Foundation.connect(socket.number, $0, $1) == 0 }
    guard isConnected == true else { throw failure(path) }
    _ = fcntl(socket.number, F_SETFL, O_NONBLOCK)
    return socket
  }

  /// Two ends of a stream.
  static func pair() throws(InspectFailure) -> (Descriptor, Descriptor) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw failure("socketpair") }
    do {
      return (try Descriptor(ends[0], "socketpair"), try Descriptor(ends[1], "socketpair"))
    } catch { throw failure("socketpair") }
  }

  /// Writes what is taken without waiting; how many bytes those were, nil: the other end is gone.
  static func send(_ bytes: some Sequence<UInt8>, to socket: Int32) -> Int? {
    let bytes = Array(bytes)
    let count = Foundation.send(
      socket, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  private static func make(_ path: String) throws(InspectFailure) -> Descriptor {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    do { return try Descriptor(socket(AF_UNIX, kind, 0), "socket") } catch { throw failure(path) }
  }

  private static func failure(_ path: String) -> InspectFailure {
    .socket(path, String(cString: strerror(errno)))
  }

  /// Nil: the path is too long for an address.
  private static func withAddress<Result>(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      errno = ENAMETOOLONG
      return nil
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
