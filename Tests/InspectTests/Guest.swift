import Foundation
import InspectionProtocol
import Inspector
import Processes
import Synchronization
import Time

@testable import Inspect

/// The unikernel's side for real (InspectorCore), behind one end of a socket pair.
final class Guest: Sendable {
  let end: Int32
  private let far: Descriptor
  private let isOver = Atomic<Bool>(false)
  private let done = DispatchSemaphore(value: 0)

  /// - Parameter end: nil: one of a new socket pair, whose other end is `end`.
  init(boot: UInt64 = 1, on end: Int32? = nil, before: [UInt8] = []) throws {
    let near: Descriptor
    if let end {
      near = try Descriptor(dup(end), "dup")
      far = near
      self.end = -1
    } else {
      let (one, other) = try UnixSocket.pair()
      (near, far) = (one, other)
      self.end = other.number
    }
    let box = Box(boot)
    let thread = Thread { [self] in
      _ = UnixSocket.send(before, to: near.number)
      serve(near.number, box)
      done.signal()
    }
    thread.start()
  }

  func stop() {
    isOver.store(true, ordering: .releasing)
    done.wait()
  }

  private final class Box: @unchecked Sendable {
    var core: InspectorCore
    init(_ boot: UInt64) {
      core = InspectorCore(
        InspectorIdentity(name: "guest", boot: boot), registry: { Guest.commands },
        note: { _ in })
    }
  }

  private var now: Instant {
    Instant(nanoseconds: UInt64(nanoseconds()))
  }

  private func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  private func serve(_ socket: Int32, _ box: Box) {
    while !isOver.load(ordering: .acquiring) {
      var polled = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      if poll(&polled, 1, 2) > 0 {
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = recv(socket, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        if count == 0 { return }
        if count > 0 { box.core.received(bytes[..<count], at: now) }
      }
      while case .bytes(let bytes) = box.core.next(at: now, clock: { now }) {
        var rest = bytes[...]
        while !rest.isEmpty, !isOver.load(ordering: .acquiring) {
          guard let count = UnixSocket.send(rest, to: socket) else { return }
          rest = rest.dropFirst(count)
          if !rest.isEmpty { usleep(500) }
        }
      }
    }
  }

  static let commands = [
    InspectionCommand(
      CommandDeclaration(
        "numbers", help: "counts", explanation: "It counts.",
        arguments: [CommandArgument("count", .integer, isRequired: true, help: "how far")],
        columns: [Column("n", .integer)])
    ) { call in
      let count = call.integer(0) ?? 0
      var next: Int64 = 0
      return InspectionAnswer { _ in
        guard next < count else { return .end }
        next += 1
        return .row([.integer(next)])
      }
    },
    InspectionCommand(
      CommandDeclaration(
        "things", help: "lists", explanation: "It lists.",
        columns: [Column("thing", .id), Column("name", .text)])
    ) { _ in InspectionAnswer(rows: [[.id(7), .text("seven")], [.id(75), .text("more")]]) },
    InspectionCommand(
      CommandDeclaration(
        "thing", help: "shows", explanation: "It shows.", shape: .record,
        arguments: [CommandArgument("id", .id(command: "things"), isRequired: true, help: "which")],
        columns: [Column("thing", .id)])
    ) { call in InspectionAnswer(rows: [[.id(call.id(0) ?? 0)]]) },
    InspectionCommand(
      CommandDeclaration(
        "set", help: "sets", explanation: "It sets.", tier: .armed, shape: .record,
        arguments: [
          CommandArgument("name", .name(command: "levels"), isRequired: true, help: "what"),
          CommandArgument("level", .level, isRequired: true, help: "to what"),
        ], columns: [Column("name", .text)])
    ) { call in InspectionAnswer(rows: [[.text(call.text(0) ?? "")]]) },
    InspectionCommand(
      CommandDeclaration("forever", help: "waits", explanation: "It waits.")
    ) { _ in InspectionAnswer { now in .wait(until: now + .milliseconds(5)) } },
  ]
}
