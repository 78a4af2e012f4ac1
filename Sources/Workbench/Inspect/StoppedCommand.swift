// The commands that a unikernel which stands still can be asked: the same names, arguments and columns as
// those of one that answers (Kernel/Inspector/Commands), where there are such; Tests/Boot compares them.
// Help, completion, checks of arguments and `explain` come from here.

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
    .success([
      [
        .text(guest.machine.condition.rawValue), guest.machine.cause.map { .text($0) } ?? .none,
        .stack(guest.backtrace), .integer(Int64(guest.tasks.count)),
        guest.now.map { .duration(.nanoseconds(Int64(clamping: $0))) } ?? .none,
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
    .success(
      guest.backtrace.enumerated().map { [.integer(Int64($0.offset)), .address($0.element)] })
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
    CommandDeclaration(
      "heap", help: "memory: how much there is, is used, and was used at most",
      explanation:
        "The allocator's own counts, read from its variable nucleus_heap, after every slab and "
        + "every run of pages was found to keep the allocator's rules: a heap that was written "
        + "over is refused.",
      shape: .record,
      columns: [
        Column("total", .bytes), Column("used", .bytes), Column("reserved", .bytes),
        Column("most reserved", .bytes), Column("touched", .bytes), Column("live blocks", .integer),
        Column("large blocks", .integer), Column("large bytes", .bytes),
        Column("allocations", .integer),
      ])
  ) { guest, _ in
    statistics(guest).map { heap in
      [
        [
          size(heap.total), size(heap.used), size(heap.reserved), size(heap.highWater),
          size(heap.touched), .integer(Int64(heap.live)), .integer(Int64(heap.largeBlocks)),
          size(heap.largeBytes), .integer(Int64(clamping: heap.allocations)),
        ]
      ]
    }
  }

  private static let sizes = StoppedCommand(
    CommandDeclaration(
      "sizes", help: "blocks of memory by size, those that were ever used",
      explanation:
        "The allocator's count for each size up to 2 KiB, read from its variable; refused as heap "
        + "is. Larger blocks are whole pages: heap counts them.",
      columns: [
        Column("size", .bytes), Column("live", .integer), Column("used", .bytes),
        Column("reserved", .bytes), Column("most reserved", .bytes),
        Column("allocations", .integer),
      ])
  ) { guest, _ in
    statistics(guest).map { heap in
      heap.sizeClasses.filter { $0.allocations > 0 }.map { one in
        [
          size(one.size), .integer(Int64(one.live)), size(one.used), size(one.reserved),
          size(one.highWater), .integer(Int64(clamping: one.allocations)),
        ]
      }
    }
  }

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

  private static func size(_ bytes: Int) -> Cell { .bytes(UInt64(clamping: bytes)) }

  private static let logs = StoppedCommand(
    CommandDeclaration(
      "logs", help: "the last lines of the log",
      explanation:
        "The log keeps its last 8 KiB of lines in a ring in memory, which platform_log_history "
        + "leads to. Messages below a source's level were never made, and are not there.",
      shape: .lines,
      arguments: [
        CommandArgument("count", .integer, isRequired: false, help: "how many lines at most")
      ], columns: [Column("line", .text)])
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
