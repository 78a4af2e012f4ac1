// The instructions of a boot, counted from outside: QEMU makes each a block of its own and logs
// every block that it executes; with `-icount shift=0` the guest's clock counts instructions too,
// so that waiting for a clock takes the same number each time. The image is the one that others
// run.

import Build
import Checks
import Configure
import Foundation
import Machines

struct InstructionsBenchmark {
  /// The aim, from the guest's entry to main.
  static let aim = Row.Aim.atMost(60_000)
  static let toMain = "entry to main"
  /// The loader jumps here.
  private static let entry = "pvh_entry"
  /// The application's main, as the concurrency runtime calls it.
  private static let main = "async_Main"

  private let workshop: Workshop

  init(_ workshop: Workshop) { self.workshop = workshop }

  func run(_ rounds: Int) async throws -> Outcome {
    var outcome = Outcome(.instructions)
    let qemu = try await Qemu.find(in: workshop.search)
    for name in ["Noop", "Hello"] {
      let image = try await workshop.image(name, .virtio)
      _ = try await workshop.boot(image, .tcg)
      var toMain: [Double] = []
      var total: [Double] = []
      for _ in 0..<max(rounds, 1) {
        try Task.checkCancellation()
        let trace = try trace(image, qemu)
        guard let count = trace.toMain else { throw Messages.noTrace(trace.words) }
        toMain.append(Double(count))
        total.append(Double(trace.total))
      }
      if Set(toMain).count > 1 { outcome.notes.append(Messages.unsteady(toMain)) }
      if let toMain = Samples(toMain), let total = Samples(total) {
        let name = image.unikernel.name
        outcome.rows += [
          Row("\(name), \(Self.toMain)", .instructions, toMain, aim: Self.aim),
          Row("\(name), entry to power-off", .instructions, total),
        ]
      }
    }
    return outcome
  }

  /// One boot, traced.
  private func trace(_ image: Image, _ qemu: Qemu) throws -> InstructionTrace {
    let symbols = try workshop.symbols(of: image.symbols)
    guard let entry = symbols[Self.entry] else {
      throw Messages.noSymbol(Self.entry, image.symbols)
    }
    guard let main = symbols[Self.main] else { throw Messages.noSymbol(Self.main, image.symbols) }
    let command = QemuCommand(
      accelerator: .tcg, kernel: image.executable.path, memory: 32, commandLine: "")
    var trace = InstructionTrace(entry: entry, main: main)
    try Self.follow(qemu, Self.traced(MonitorlessCommand.arguments(command), qemu.version)) {
      trace.read($0)
    }
    return trace
  }

  /// The options that make QEMU log each instruction on its standard error.
  static func traced(_ arguments: [String], _ version: Qemu.Version) -> [String] {
    var arguments = arguments
    // Renamed in 8.1; the old name is gone since 9.
    let isOld = version < Qemu.Version(8, 1)
    if let index = arguments.firstIndex(of: "tcg"), !isOld {
      arguments[index] = "tcg,one-insn-per-tb=on"
    }
    return arguments + (isOld ? ["-singlestep"] : []) + [
      "-icount", "shift=0", "-d", "nochain,exec",
    ]
  }

  /// Runs QEMU to its end with its standard error handed on in pieces.
  private static func follow(
    _ qemu: Qemu, _ arguments: [String], _ received: (Data) -> Void
  ) throws {
    let process = Process()
    let errors = Pipe()
    // Descriptor 3, the guest's exit status, is not ours to pass with Foundation: nobody reads it.
    let statusless = arguments.map { $0.hasPrefix("file,id=status") ? "null,id=status" : $0 }
    process.executableURL = URL(filePath: qemu.path)
    process.arguments = statusless
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    Watchdog.shared.watch(process.processIdentifier)
    defer { Watchdog.shared.forget(process.processIdentifier) }
    var left = Limits.trace
    while left > 0,
      let data = try errors.fileHandleForReading.read(upToCount: 1 << 16), !data.isEmpty
    {
      received(data)
      left -= data.count
    }
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }
}
