// The commands that a unikernel which stands still can be asked. Those that one which answers has as well are
// declared in Kernel/InspectionCommands. Help, completion, checks of arguments and `explain` come from here.

import InspectionCommands
import InspectionProtocol
import Introspection
import Machines

/// A command over a unikernel that stands still.
struct StoppedCommand: Sendable {
  let declaration: CommandDeclaration
  let answer: @Sendable (StoppedGuest, [Cell]) -> Result<[[Cell]], InspectionFailure>

  init(
    _ declaration: CommandDeclaration,
    _ answer: @escaping @Sendable (StoppedGuest, [Cell]) -> Result<[[Cell]], InspectionFailure>
  ) {
    self.declaration = declaration
    self.answer = answer
  }

  static let all: [StoppedCommand] = [
    state, backtrace, registers, tasks, task, timers, heap, sizes, logs,
  ]
}

// MARK: - The processor

extension StoppedCommand {
  private static let state = StoppedCommand(
    CommandDeclaration(
      "state", help: "what it was doing when it was stopped",
      explanation:
        "The virtual machine's monitor (QMP), or the kernel (ptrace), says whether the processor "
        + "ran or waited. in is the innermost function of what ran. tasks counts those in the "
        + "heap, uptime is known on unix only: a virtual machine's counter cannot be read from "
        + "outside.",
      shape: .record,
      columns: [
        Column("state", .text), Column("because", .text), Column("in", .stack),
        Column("tasks", .integer), Column("uptime", .duration),
      ])
  ) { guest, _ in
    let cause: Cell = guest.machine.cause.map { .text($0) } ?? .none
    let uptime: Cell =
      guest.now.map {
        .duration(.nanoseconds(Int64(clamping: $0.nanoseconds)))
      } ?? .none
    return .success([
      [
        .text(guest.machine.condition.rawValue), cause, .stack(guest.backtrace),
        .integer(Int64(guest.tasks.count)), uptime,
      ]
    ])
  }

  private static let backtrace = StoppedCommand(
    CommandDeclaration(
      "backtrace", help: "what runs: its functions, innermost first, then those that await it",
      explanation:
        "From the registers the chain of frame pointers is followed on the stack, and where the "
        + "executor called, the chain of async contexts in the heap. The registers are the "
        + "application's: while the processor is in the nucleus, those that it saved there; after "
        + "a trap, those of the instruction that trapped.",
      columns: [Column("frame", .integer), Column("function", .address)])
  ) { guest, _ in
    .success(TaskRows.frames(guest.backtrace))
  }

  private static let registers = StoppedCommand(
    CommandDeclaration(
      "registers", help: "the processor's registers, and the application's",
      explanation:
        "Those of the processor come from the virtual machine's monitor (info registers) or the "
        + "kernel (PTRACE_GETREGS). application differs while the processor is in the nucleus, "
        + "and after a trap: then they are what was saved of it in memory.",
      columns: [
        Column("register", .text), Column("processor", .text), Column("application", .text),
        Column("at", .address),
      ])
  ) { guest, _ in
    func hexadecimal(_ value: UInt64?) -> Cell {
      value.map { value in
        let digits = String(value, radix: 16)
        return .text("0x" + String(repeating: "0", count: 16 - digits.count) + digits)
      } ?? .none
    }
    return .success(
      MachineRegisters.names.compactMap { name -> [Cell]? in
        let (outer, inner) = (guest.machine.registers[name], guest.registers[name])
        guard outer != nil || inner != nil else { return nil }
        let code = (inner ?? outer).flatMap { guest.isCode(UInt($0)) ? $0 : nil }
        return [
          .text(name), hexadecimal(outer), hexadecimal(inner), code.map { .address($0) } ?? .none,
        ]
      })
  }
}

// MARK: - Memory

extension StoppedCommand {
  private static let heap = StoppedCommand(
    .heap(
      "The allocator's own counts, read from its variable nucleus_heap, after every slab and "
        + "every run of pages was found to keep the allocator's rules: a heap that was written "
        + "over is refused.")
  ) { guest, _ in statistics(guest).map { [HeapRows.heap($0)] } }

  private static let sizes = StoppedCommand(
    .sizes(
      "The allocator's count for each size up to 2 KiB, read from its variable; refused as heap "
        + "is. Larger blocks are whole pages: heap counts them.")
  ) { guest, _ in statistics(guest).map { HeapRows.sizes($0) } }

  private static func statistics(
    _ guest: StoppedGuest
  ) -> Result<HeapStatistics, InspectionFailure> {
    if let fault = guest.heapFault {
      return .failure(InspectionFailure(.notFound, Messages.broken(fault.rule, fault.page)))
    }
    guard let heap = guest.heap else {
      return .failure(InspectionFailure(.notFound, Messages.noHeap))
    }
    return .success(heap)
  }

  private static let logs = StoppedCommand(
    .logs(
      "The log keeps its last 8 KiB of lines in a ring in memory, which platform_log_history "
        + "leads to. Messages below a source's level were never made, and are not there.")
  ) { guest, arguments in
    guard let lines = guest.logLines else {
      return .failure(InspectionFailure(.notFound, Messages.noLog))
    }
    guard case .integer(let count)? = arguments.first else {
      return .success(lines.map { [.text($0)] })
    }
    return .success(lines.suffix(Int(clamping: max(count, 0))).map { [.text($0)] })
  }
}
