// A unikernel that stands still: its registers, and what its memory says. Nothing is asked of it, and
// nothing in its memory is believed.

import Foundation
import Introspection
import Machines

import struct Time.Instant

/// A look at a unikernel that stands still.
struct StoppedGuest {
  let machine: StoppedMachine
  let memory: GuestMemory
  let image: StoppedImage
  /// The application's registers: those of the trap after one, those that were saved when the processor is
  /// in the nucleus, else the processor's.
  let registers: MachineRegisters
  /// Where those come from.
  let source: Source
  /// The unikernel's own clock; nil: it cannot be read from outside.
  let now: Instant?

  enum Source: String {
    case processor = "the processor's"
    case saved = "the application's, saved when it called the nucleus"
    case trapped = "those of the instruction that trapped"
  }

  init(_ link: StopLink, _ image: StoppedImage) {
    self.init(
      link.machine,
      GuestMemory(
        link.memory, link.machine.regions, image: image.ranges.map { ($0.code.lowerBound, $0.data) }
      ), image)
  }

  init(_ machine: StoppedMachine, _ memory: GuestMemory, _ image: StoppedImage) {
    self.machine = machine
    self.memory = memory
    self.image = image
    if let trapped = Self.trapped(machine, memory, image) {
      (registers, source) = (trapped, .trapped)
    } else if let saved = Self.saved(machine, memory, image) {
      (registers, source) = (saved, .saved)
    } else {
      (registers, source) = (machine.registers, .processor)
    }
    now = Self.now(memory, image)
  }

  /// What there is of the heap and of tasks; nil: the image has none, or is of another version.
  var heap: HeapStatistics? {
    image[TaskTable.heapSymbol].flatMap { Heap.statistics(of: memory, heap: $0) }
  }

  var heapFault: (rule: String, page: Int)? {
    image[TaskTable.heapSymbol].flatMap { Heap.fault(of: memory, heap: $0) }
  }

  var tasks: [TaskSnapshot] {
    guard let heap = image[TaskTable.heapSymbol], let place = image[TaskTable.metadataSymbol],
      let metadata = memory.word(at: place)
    else { return [] }
    let queues = ExecutorQueues(
      of: memory, sleepers: image.queue(ExecutorQueues.sleeperSymbol),
      ready: image.queue(ExecutorQueues.readySymbol))
    return TaskTable.snapshot(
      of: memory, heap: heap, metadata: metadata, queues: queues, limit: Limits.stoppedTasks)
  }

  // MARK: - Registers

  /// As `struct registers` has them (Platform/common/registers.h).
  private static let saving = [
    "rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "r8", "r9", "r10", "r11", "r12", "r13", "r14",
    "r15", "", "", "rip", "cs", "rflags", "rsp", "ss",
  ]

  private static func block(_ memory: GuestMemory, at address: UInt) -> MachineRegisters? {
    var values: [String: UInt64] = [:]
    for (index, name) in saving.enumerated() {
      guard let word = memory.word(at: address &+ UInt(index * 8)) else { return nil }
      values[name] = UInt64(word)
    }
    return MachineRegisters(values)
  }

  /// Those of a trap: noted by the machine, or by the nucleus in `trap_frame`.
  private static func trapped(
    _ machine: StoppedMachine, _ memory: GuestMemory, _ image: StoppedImage
  ) -> MachineRegisters? {
    if let trapped = machine.trapped { return trapped }
    guard let frame = image["trap_frame"], let registers = block(memory, at: frame),
      registers["cs"].map({ $0 & 3 == 3 }) == true
    else { return nil }
    return registers
  }

  /// Those of ring 3 while the processor is in ring 0: the nucleus' stack begins with them (start.S).
  private static func saved(
    _ machine: StoppedMachine, _ memory: GuestMemory, _ image: StoppedImage
  ) -> MachineRegisters? {
    guard let ring = machine.registers["cs"], ring & 3 == 0, let top = image["nucleus_stack_top"],
      let bottom = image["nucleus_stack"], let stack = machine.registers["rsp"],
      case let start = top &- UInt(saving.count * 8), stack > UInt64(bottom),
      stack <= UInt64(start), let registers = block(memory, at: start),
      registers["cs"].map({ $0 & 3 == 3 }) == true
    else { return nil }
    return registers
  }

  /// On `unix` the kernel's clock, less its reading at the start.
  private static func now(_ memory: GuestMemory, _ image: StoppedImage) -> Instant? {
    guard image["trap_frame"] == nil, let place = image["started"],
      let started = memory.word(at: place)
    else { return nil }
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let now = UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    return now >= UInt64(started) ? Instant(nanoseconds: now - UInt64(started)) : nil
  }
}
