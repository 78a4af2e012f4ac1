// Stops a virtual machine by its monitor, and finds its memory.
//
//     stop ─► info registers ─► gpa2hva 0: where the guest's memory is in QEMU's ─► /proc/PID/mem
//          ─► looks ─► cont
//
// The guest's memory is one block from address 0 (docs/boot.md: what lies above 3 GiB is not used). QEMU's
// own memory is read as any process's is: nothing is copied, and a boot is the same as without this.
// Where the host does not allow that, the monitor writes the guest's memory into a file (pmemsave).

import Foundation
import Processes
import Synchronization

final class VirtualStopper: MachineStopper {
  private let process: pid_t
  private let monitor: Monitor
  private let control: MachineControl
  /// Bytes of the guest's memory.
  private let memory: UInt64
  private let readsProcess: Bool

  /// - Parameters:
  ///   - memory: mebibytes.
  ///   - readsProcess: false: memory is asked of the monitor, as where the host does not let it be read.
  init(
    _ process: pid_t, _ monitor: Monitor, memory: Int, _ control: MachineControl,
    readsProcess: Bool = true
  ) {
    self.process = process
    self.monitor = monitor
    self.memory = min(UInt64(memory) << 20, Self.limit)
    self.control = control
    self.readsProcess = readsProcess
  }

  /// A guest's memory ends below it (virtio/nucleus.c, MEMORY_LIMIT; QEMU's microvm puts more above 4 GiB).
  private static let limit: UInt64 = 0xc000_0000

  func stop() throws(StopFailure) -> (StoppedMachine, Descriptor) {
    guard kill(process, 0) == 0 else { throw .gone }
    let text = monitor.ask { session -> String? in
      session.execute("stop") == nil ? nil : session.human("info registers")
    }
    guard let text, let registers = MachineRegisters(monitor: text) else {
      resume()
      throw .silent
    }
    let crash = control.crash
    let condition: StoppedMachine.Condition =
      crash != nil ? .crashed : text.contains("HLT=1") ? .waiting : .running
    do throws(StopFailure) {
      let found = readsProcess ? inProcess() : nil
      let (region, file) = if let found { found } else { try dumped() }
      return (
        StoppedMachine(condition: condition, cause: crash, registers: registers, regions: [region]),
        file
      )
    } catch {
      resume()
      throw error
    }
  }

  func resume() {
    guard control.crash == nil else { return }
    _ = monitor.ask { $0.execute("cont") }
  }

  func release() {}
  func end() { monitor.end() }

  /// Where the guest's memory is in QEMU's; nil: it cannot be read there.
  private func inProcess() -> (StoppedMachine.Region, Descriptor)? {
    let places = monitor.ask { [memory] session -> [UInt64]? in
      [0, memory - 4096].compactMap { address in
        session.human("gpa2hva 0x" + String(address, radix: 16)).flatMap(Self.hostAddress)
      }
    }
    // One block, or we do not know it.
    guard let places, places.count == 2, places[0] <= UInt64(Int64.max) - memory,
      places[1] == places[0] + memory - 4096,
      let file = try? Descriptor(open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC), "open")
    else { return nil }
    var byte: UInt8 = 0
    guard pread(file.number, &byte, 1, off_t(places[0])) == 1 else { return nil }
    return (.init(address: 0, size: memory, offset: places[0]), file)
  }

  /// `Host virtual address for 0x0 (microvm.ram) is 0x7f33e5400000`.
  static func hostAddress(_ text: String) -> UInt64? {
    guard text.hasPrefix("Host virtual address for "), let mark = text.range(of: " is 0x") else {
      return nil
    }
    let digits = text[mark.upperBound...].prefix { $0.isASCII && $0.isHexDigit }
    return digits.isEmpty ? nil : UInt64(digits, radix: 16)
  }

  /// The guest's memory in a file without a name.
  private func dumped() throws(StopFailure) -> (StoppedMachine.Region, Descriptor) {
    guard let target = try? TemporaryFile("memory") else { throw .forbidden(Messages.noRoom) }
    // QEMU needs the name, and fills the file that is there.
    defer { unlink(target.path) }
    let patience = Limits.monitor + Limits.dump * Double(memory >> 20)
    let isDone = monitor.ask { [memory] session -> Bool? in
      session.deadline = .now + patience
      let arguments: [String: Any] = ["val": 0, "size": memory, "filename": target.path]
      return session.execute("pmemsave", arguments).map { _ in true }
    }
    guard isDone == true else { throw .forbidden(Messages.noRoom) }
    return (.init(address: 0, size: memory, offset: 0), target.file)
  }
}
