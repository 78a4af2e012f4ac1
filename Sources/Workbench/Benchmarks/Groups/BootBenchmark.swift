// QEMU start to exit, with the very command line of `mirador run`: our images beside QEMU's own
// floor, a guest that powers off with its third instruction.

import Configure
import Foundation
import Machines

struct BootBenchmark {
  /// The aim for an emulated boot, in milliseconds.
  static let aim = Row.Aim.atMost(60)

  /// A PVH image that powers off at once: value 0 to isa-debug-exit.
  private static let stub = """
      .section .note.Xen, "a", @note
      .long 4, 4, 18
      .asciz "Xen"
      .long start
      .text
      .code32
      .globl start
    start:
      xorl %eax, %eax
      movl $0xf4, %edx
      outl %eax, %dx
    stop:
      hlt
      jmp stop

    """

  private let workshop: Workshop

  init(_ workshop: Workshop) { self.workshop = workshop }

  func run(_ rounds: Int) async throws -> Outcome {
    var outcome = Outcome(.boot)
    let qemu = try await Qemu.find(in: workshop.search)
    let images = [
      try await workshop.image("Noop", .virtio), try await workshop.image("Hello", .virtio),
    ]
    let stub = try await assemble()
    // A time counts only when the guest ended well, which the machine knows and a plain spawn does
    // not.
    for image in images { _ = try await workshop.boot(image, .tcg) }
    var accelerators = [Accelerator.tcg]
    if let obstacle = try await workshop.obstacleToKVM(images[0]) {
      outcome.notes.append(Messages.noKVM(obstacle))
    } else {
      accelerators.append(.kvm)
    }
    var runs: [(name: String, accelerator: Accelerator, sprint: Sprint)] = []
    for accelerator in accelerators {
      for image in images {
        let sprint = sprint(qemu, image.executable, accelerator)
        runs.append((image.unikernel.name, accelerator, sprint))
      }
      runs.append(("bare stub", accelerator, sprint(qemu, stub, accelerator)))
    }
    let samples = try await interleave(
      runs.map { run in Contender(run.name) { try run.sprint.run() } }, rounds: rounds)
    for (index, run) in runs.enumerated() {
      let floor = index / 3 * 3 + 2
      let words = run.accelerator.rawValue.uppercased()
      let peer = Row.Peer(name: "bare stub, \(words)", samples: samples[floor])
      let isAimed = index != floor && run.accelerator == .tcg
      outcome.rows.append(
        Row(
          "\(run.name), \(words)", .milliseconds, samples[index],
          beside: index == floor ? nil : peer, aim: isAimed ? Self.aim : nil))
    }
    return outcome
  }

  private func sprint(_ qemu: Qemu, _ kernel: URL, _ accelerator: Accelerator) -> Sprint {
    let command = QemuCommand(
      accelerator: accelerator, kernel: kernel.path, memory: 32, commandLine: "")
    return Sprint(
      qemu.path, MonitorlessCommand.arguments(command), expecting: 1, sinks: [3])
  }

  private func assemble() async throws -> URL {
    let source = workshop.scratch.appending(path: "stub.S")
    let object = workshop.scratch.appending(path: "stub.o")
    let image = workshop.scratch.appending(path: "stub")
    try Self.stub.write(to: source, atomically: true, encoding: .utf8)
    try await workshop.tool(
      "clang", ["-target", "x86_64-unknown-none", "-c", source.path, "-o", object.path])
    try await workshop.tool(
      "ld.lld", ["--image-base=0x100000", "-e", "start", object.path, "-o", image.path])
    return image
  }
}
