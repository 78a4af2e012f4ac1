// A conversation in QMP, QEMU's monitor protocol (docs/interop/qmp-spec.txt): a line of JSON each way.
//
//     QEMU   {"QMP": …}                                          greeting
//     we     {"execute": "qmp_capabilities"}                     {"return": {}}
//     we     {"execute": "human-monitor-command", …}             {"return": "EAX=… EIP=…"}
//
// Events ({"event": …}) may come between, and are kept. Nothing that comes is believed: a line that is too
// long or no object of JSON ends the conversation, and every answer has a deadline.

import Foundation
import Processes

struct QmpSession {
  let socket: Descriptor
  /// No answer is waited for longer.
  var deadline = ContinuousClock.now
  /// Events that came, each with its reason if it has one.
  private(set) var events: [(name: String, reason: String?)] = []
  private(set) var isBroken = false
  private var isReady = false
  private var pending: [UInt8] = []

  init(_ socket: Descriptor) { self.socket = socket }

  /// Whether commands may be given: greets when that was not done yet.
  mutating func begin(patience: Duration) -> Bool {
    deadline = ContinuousClock.now + patience
    if !isReady { isReady = execute("qmp_capabilities") != nil }
    return isReady
  }

  /// The value that a command returns; nil: an error, or no answer in time.
  mutating func execute(_ command: String, _ arguments: [String: Any] = [:]) -> Any? {
    var request: [String: Any] = ["execute": command]
    if !arguments.isEmpty { request["arguments"] = arguments }
    guard !isBroken, let data = try? JSONSerialization.data(withJSONObject: request) else {
      return nil
    }
    guard send(Array(data) + [UInt8(ascii: "\n")]) else {
      isBroken = true
      return nil
    }
    return answer()
  }

  /// What a command of the human monitor prints.
  mutating func human(_ command: String) -> String? {
    execute("human-monitor-command", ["command-line": command]) as? String
  }

  /// Takes what has come without waiting: events, while nobody asks anything.
  mutating func drain() {
    deadline = .now
    while let line = line() { take(line) }
  }

  mutating func takeEvents() -> [(name: String, reason: String?)] {
    defer { events = [] }
    return events
  }

  private func send(_ bytes: [UInt8]) -> Bool {
    Foundation.send(socket.number, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  /// The value of the next `return`; nil at an error, the end or the deadline.
  private mutating func answer() -> Any? {
    while let line = line() {
      guard let object = take(line) else { return nil }
      if let value = object["return"] { return value }
      if object["error"] != nil { return nil }
    }
    // The answer may still come, and would be taken for the next one's.
    isBroken = true
    return nil
  }

  @discardableResult
  private mutating func take(_ line: [UInt8]) -> [String: Any]? {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else {
      isBroken = true
      return nil
    }
    if let name = object["event"] as? String, events.count < Limits.monitorEvents {
      events.append((name, (object["data"] as? [String: Any])?["reason"] as? String))
    }
    return object
  }

  private mutating func line() -> [UInt8]? {
    while !isBroken {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        defer { pending.removeFirst(end + 1) }
        return Array(pending[..<end])
      }
      guard pending.count < Limits.monitorLine else {
        isBroken = true
        return nil
      }
      var polled = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
      let patience = max((deadline - .now) / .milliseconds(1), 0)
      guard poll(&polled, 1, Int32(patience.rounded(.up))) > 0 else { return nil }
      guard let bytes = socket.read(16 << 10) else { continue }
      guard !bytes.isEmpty else {
        isBroken = true
        return nil
      }
      pending += bytes
    }
    return nil
  }
}
