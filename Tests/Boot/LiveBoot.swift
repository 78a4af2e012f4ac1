import Foundation
import Machines
import Synchronization
import Testing

/// A boot that a test watches from outside while it runs.
///
/// The process is found by a boot argument that no other has.
final class LiveBoot: Sendable {
  private let nonce = "nonce-\(UUID().uuidString)"
  private let seen = Mutex<[UInt8]>([])
  private let task: Mutex<Task<Transcript, any Error>?> = Mutex(nil)
  private let isOver = Atomic<Bool>(false)

  init(_ place: Place, _ arguments: String..., control: MachineControl? = nil) async throws {
    try await place.require()
    let all = arguments + [nonce]
    let boot = Task { [self] in
      defer { isOver.store(true, ordering: .releasing) }
      return try await Boots.boot(place, arguments: all, control: control) { bytes in
        self.seen.withLock { $0 += bytes }
      }
    }
    task.withLock { $0 = boot }
  }

  /// Returns when the console shows `text`. The boot's own budget ends the waiting: it begins when the image
  /// is built and a berth is free, which on a busy host takes as long as it takes.
  func waits(for text: String) async throws {
    while true {
      // Asked first: what was shown before the end is seen below.
      let wasOver = isOver.load(ordering: .acquiring)
      if console.contains(text) { return }
      try #require(!wasOver, "the boot ended, and the console never showed \(text)")
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// What the console has shown.
  var console: String { seen.withLock { String(decoding: $0, as: UTF8.self) } }

  var hasEnded: Bool { isOver.load(ordering: .acquiring) }

  /// Ends it as ^C ends a run.
  func cancel() { task.withLock { $0?.cancel() } }

  func transcript() async throws -> Transcript {
    try await #require(task.withLock { $0 }).value
  }

  /// The process that the unikernel is, or that of its virtual machine.
  func process() throws -> pid_t {
    let names = try FileManager.default.contentsOfDirectory(atPath: "/proc")
    let found = names.compactMap { pid_t($0) }.filter { process in
      guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else {
        return false
      }
      return String(decoding: line, as: UTF8.self).contains(nonce)
    }
    return try #require(found.first, "no process has \(nonce)")
  }

  /// Processor time that the process has taken so far, in seconds (proc(5), stat, 14 and 15).
  func processorTime() throws -> Double {
    let process = try process()
    let stat = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    let fields = try #require(stat.split(separator: ")").last).split(separator: " ")
    let ticks = try #require(Double(fields[11])) + #require(Double(fields[12]))
    return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}
