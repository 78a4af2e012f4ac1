import Foundation
import Inspect
import InspectionProtocol
import Synchronization
import Testing

/// A machine that runs while a test looks into it.
final class RunningMachine: Sendable {
  let relay: InspectorRelay
  private let path: String
  private let seen = Mutex<[UInt8]>([])
  private let isOver = Atomic<Bool>(false)

  init() throws {
    path = "/tmp/mirador-boot-\(UUID().uuidString.prefix(8))"
    relay = try InspectorRelay(at: path)
  }

  func append(_ bytes: [UInt8]) { seen.withLock { $0 += bytes } }
  func ended() { isOver.store(true, ordering: .releasing) }

  var console: String { seen.withLock { String(decoding: $0, as: UTF8.self) } }

  /// Returns when the console shows `text`.
  func waits(for text: String) async throws {
    while !console.contains(text) {
      let hasEnded = isOver.load(ordering: .acquiring)
      try #require(!hasEnded, "the boot ended: \(console)")
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// A session; one that has just ended may still be there.
  func session() throws -> ConsoleSession {
    for _ in 0..<100 {
      do { return try ConsoleSession(to: path) } catch InspectFailure.refused { usleep(20_000) }
    }
    return try ConsoleSession(to: path)
  }

  func ask(
    _ session: ConsoleSession, _ name: String, _ arguments: [Cell] = []
  ) throws -> ConsoleAnswer {
    let declaration = try #require(session.declaration(name), "no \(name)")
    return try session.run(declaration, arguments).get()
  }

  /// How often the unikernel has counted.
  func ticks(_ session: ConsoleSession) throws -> Int64 {
    for row in try ask(session, "metrics").rows where row.first == .text("ticks") {
      if case .integer(let count) = row[2] { return count }
    }
    Issue.record("no ticks among the metrics")
    return 0
  }

  /// Sends bytes as a client that reads nothing and vanishes.
  func send(_ bytes: [UInt8]) throws {
    let end = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    try #require(end >= 0)
    defer { close(end) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(end, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(connected == 0)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(end, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      // Refused, because the last one is still there: these bytes count for nothing.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
    usleep(20_000)
  }
}

/// Bytes of somebody who means harm.
enum Hostile {
  static func bytes(_ seed: Int) -> [UInt8] {
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 | 1
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state &* 0x2545_f491_4f6c_dd1d
    }
    let messages: [ClientMessage] = [
      .hello(version: 1, session: 7), .hello(version: 200, session: 7), .cancel(id: 1), .bye,
      .request(id: 1, command: "tasks", arguments: []),
      .request(id: 2, command: "logs", arguments: [.integer(.max)]),
      .request(id: 3, command: "task", arguments: [.id(.max)]),
      .request(id: 4, command: "double", arguments: [.integer(.min)]),
      .request(id: 5, command: String(repeating: "x", count: 64), arguments: []),
    ]
    var bytes: [UInt8] = []
    for _ in 0..<300 {
      var frame = messages[Int(next() % UInt64(messages.count))].frame.bytes
      switch next() % 4 {
      case 0: frame[Int(next() % UInt64(frame.count))] = UInt8(truncatingIfNeeded: next())
      case 1: frame.removeLast(Int(next() % UInt64(frame.count)))
      case 2: for _ in 0..<next() % 40 { frame.append(UInt8(truncatingIfNeeded: next())) }
      default: break
      }
      bytes += frame
    }
    return bytes
  }
}
