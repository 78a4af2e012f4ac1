// Boots a virtual machine and looks at it through QEMU's own logs, which come on its standard error:
//
//     emulated, time           the first execution of each landmark's code (`EventLog`)
//     emulated, instructions   every instruction, counted (`ExecutionTrace`)
//     KVM                      what is seen of a guest from outside: that it asks for the firmware's items,
//                              the first output, the word about its exit status
//
// Nothing stops the guest, and times are those of the host. A guest under KVM cannot be looked into
// closer: breakpoints in ring 3 end QEMU on the hosts that this is made for (docs/timeline.md).

import Configure
import Foundation
import Machines
import Processes
import Synchronization

/// Looks at boots of a `virtio` image.
struct VirtioObserver: Sendable {
  enum Look: Sendable, Equatable {
    case time, instructions
  }
  let qemu: Qemu
  let command: QemuCommand
  let look: Look
  let seconds: Int
  let landmarks: [Landmark]

  /// The landmarks of a guest that runs under KVM: none has a place in the image.
  static let opaque = [
    Landmark(PhaseName.firmware, in: nil, []),
    Landmark(PhaseName.silent, in: PhaseName.image, []),
    Landmark(PhaseName.speaking, in: PhaseName.image, []),
    Landmark(PhaseName.powerOff, in: nil, []),
  ]

  /// One boot.
  func boot() async throws(TimelineFault) -> Observation {
    let trace = ExecutionTrace(from: nil, places: landmarks.map(\.ranges))
    let seen = Mutex(Seen(look, trace))
    var request = ChildRequest(program: qemu.path, arguments: options)
    request.hasStatus = true
    request.budget = .seconds(seconds)
    request.received = { channel, bytes, time in
      seen.withLock { $0.read(channel, bytes, time) }
    }
    let report: ChildReport
    do { report = try await ChildProcess.run(request) } catch {
      throw .environment(Messages.silent(error.description))
    }
    return try observation(seen.withLock { $0 }, report)
  }

  private var options: [String] {
    switch (look, command.accelerator) {
    case (.instructions, _):
      ExecutionTrace.everyInstruction(command.arguments, qemu.version)
    case (.time, .tcg): command.arguments + EventLog.options("exec_tb")
    case (.time, .kvm): command.arguments + EventLog.options("fw_cfg_select")
    }
  }

  private func observation(
    _ seen: Seen, _ report: ChildReport
  ) throws(TimelineFault) -> Observation {
    let passages: [Int?] =
      switch (look, command.accelerator) {
      case (.instructions, _): seen.trace.passages
      case (.time, .tcg): executions(seen.events)
      case (.time, .kvm): outside(seen)
      }
    guard let first = passages.first, first != nil else {
      throw .boot(Messages.silent(look == .time ? seen.events.words : seen.trace.words))
    }
    let end = look == .time ? Int(report.duration / .nanoseconds(1)) : seen.trace.total
    return Observation(passages: passages, end: end, trouble: trouble(seen, report))
  }

  /// When each landmark's code was executed first, on the way. Code without the start of a block is not seen: it counts
  /// with what came before, and its landmark goes with the next.
  private func executions(_ log: EventLog) -> [Int?] {
    let events = log.events("exec_tb").compactMap { time, words in
      EventLog.counter(words).map { (time: time, counter: $0) }
    }
    var passages = [Int?](repeating: nil, count: landmarks.count)
    var next = 0
    for (index, landmark) in landmarks.enumerated() {
      let ranges = landmark.ranges + landmark.entries
      let found = events[next...].firstIndex { event in
        ranges.contains { $0.contains(event.counter) }
      }
      guard let found else { continue }
      passages[index] = events[found].time
      next = found
    }
    let main = landmarks.indices.filter { landmarks[$0].group == PhaseName.main }
    for index in main.reversed() where passages[index] == nil && index + 1 < passages.count {
      passages[index] = passages[index + 1]
    }
    return passages
  }

  private func outside(_ seen: Seen) -> [Int?] {
    let reads = seen.events.events("fw_cfg_select").map(\.time)
    // A guest that is reset asks again; that is not this boot.
    let before = reads.filter { $0 <= seen.output ?? .max }
    return [before.first, before.last, seen.output, seen.status]
  }

  private func trouble(_ seen: Seen, _ report: ChildReport) -> String? {
    if report.stop != nil { return Messages.cut(seconds) }
    let said = String(decoding: seen.statusBytes, as: UTF8.self)
    if said == "exit 0\n" { return nil }
    let words = said.isEmpty ? "no exit status" : "status \(said.dropFirst(5).dropLast())"
    return Messages.ended(words)
  }

  /// What came from QEMU.
  private struct Seen: Sendable {
    let look: Look
    var trace: ExecutionTrace
    var events = EventLog()
    var output: Int?
    var status: Int?
    var statusBytes: [UInt8] = []

    init(_ look: Look, _ trace: ExecutionTrace) {
      self.look = look
      self.trace = trace
    }

    /// False: that is enough.
    mutating func read(
      _ channel: ChildRequest.Channel, _ bytes: [UInt8], _ time: Duration
    ) -> Bool {
      switch channel {
      case .output: output = output ?? Int(time / .nanoseconds(1))
      case .status:
        status = status ?? Int(time / .nanoseconds(1))
        statusBytes += bytes.prefix(64 - statusBytes.count)
      case .error where look == .instructions:
        trace.read(bytes)
        return trace.total < Limits.instructions
      case .error:
        events.append(bytes, at: time)
        return events.count < Limits.log
      }
      return true
    }
  }
}
