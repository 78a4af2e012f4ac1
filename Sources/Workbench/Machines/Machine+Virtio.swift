import Foundation
import Processes

extension Machine {
  /// Boots a `virtio` image: an ELF with a PVH note, under QEMU.
  func bootVirtual(
    _ boot: Boot, onOutput: (@Sendable ([UInt8]) -> Void)?
  ) async throws(MachineFailure) -> Transcript {
    let accelerator = boot.accelerator ?? self.accelerator
    let program = try Qemu.locate(in: search)
    if accelerator == .kvm, let obstacle = KvmDevice.obstacle() {
      throw .environment(Messages.kvmRefused(obstacle))
    }
    let memory = boot.memory ?? Limits.defaultMemory
    guard memory >= Limits.leastMemory else {
      throw .environment(Messages.memoryTooSmall(memory))
    }
    var command = QemuCommand(
      accelerator: accelerator, kernel: boot.executable.path, memory: memory,
      commandLine: try BootArguments.quote(boot.arguments))
    let inherited = Inheritance(boot, from: QemuCommand.monitorDescriptor + 1)
    command.ports = inherited.ports
    command.links = inherited.links
    command.hasEntropy = boot.hasEntropy
    let monitor: Monitor
    do { monitor = try Monitor() } catch { throw .environment(Messages.cannotStart("\(error)")) }

    command.staysAtEnd = boot.control?.holdsCrashed ?? false

    let recording = Recording()
    var request = ChildRequest(program: program, arguments: command.arguments)
    request.budget = boot.budget
    request.outputLimit = boot.outputLimit
    request.hasStatus = true
    request.inherited = monitor.far.number
    request.passed = inherited.passed
    request.atDeadline = { _ in
      recording.place = monitor.place()
      return .zero
    }
    if let control = boot.control {
      request.started = { child in
        control.attach(
          VirtualStopper(
            child, monitor, memory: memory, control, readsProcess: !control.copiesMemory))
      }
      if control.holdsCrashed { hold(control, monitor, recording) }
    }
    let report = try await watch(
      request, recording, control: boot.control, onOutput: onOutput)
    if accelerator == .kvm, recording.error.contains("failed to initialize kvm") {
      throw .environment(Messages.kvmRefused(.unable(recording.error)))
    }
    let lines = await named(recording.lines(), with: boot.symbols)
    var ending = Self.ending(
      report, isHeld: command.staysAtEnd, exitStatus: recording.exitStatus,
      error: recording.error)
    if case .timedOut = ending {
      ending = .timedOut(location: await location(of: recording.place, boot.symbols))
    }
    return Transcript(
      lines: lines, ending: ending, duration: report.duration, accelerator: accelerator)
  }

  /// What the end of QEMU means for the guest. The guest ended by itself only when it both told
  /// its status and powered off.
  static func ending(
    _ report: ChildReport, isHeld: Bool = false, exitStatus: Int?, error: String
  ) -> Ending {
    // A machine that stays was ended by us, when its guest had told its status or stood still.
    if isHeld, report.stop != .deadline, report.stop != .flooded {
      return exitStatus.map { .exited($0) }
        ?? .vanished(error.isEmpty ? Messages.guestReset : error)
    }
    return switch (report.stop, report.end) {
    case (.deadline, _): .timedOut(location: nil)
    case (.flooded, _): .flooded
    case (_, .signalled(let signal)):
      error.isEmpty ? .killed(signal: signal) : .vanished(error)
    case (_, .exited(QemuCommand.powerOffStatus)):
      if let exitStatus {
        .exited(exitStatus)
      } else {
        .vanished(error.isEmpty ? Messages.poweredOffSilently : error)
      }
    case (_, .exited(0)): .vanished(error.isEmpty ? Messages.guestReset : error)
    case (_, .exited(let status)):
      .vanished(error.isEmpty ? Messages.qemuEnded(status) : error)
    }
  }

  /// Keeps a machine whose guest has told that it crashed, or that was reset; ends it when its guest ended in
  /// order.
  private func hold(_ control: MachineControl, _ monitor: Monitor, _ recording: Recording) {
    recording.onExitStatus { status in
      // Not on this thread: QEMU may wait for it to take more bytes.
      Thread.detachNewThread {
        guard status == 255 else {
          _ = monitor.ask { $0.execute("quit") }
          return
        }
        _ = monitor.ask { $0.execute("stop") }
        control.hold(Messages.trapped)
      }
    }
    monitor.watchEvents { name, reason in
      guard name == "SHUTDOWN", reason == "guest-reset" else { return }
      // A guest that has told its status and finds no power-off may reset the processor.
      Thread.sleep(forTimeInterval: Limits.statusDelay)
      if recording.exitStatus == nil { control.hold(Messages.guestReset) }
    }
  }
}
