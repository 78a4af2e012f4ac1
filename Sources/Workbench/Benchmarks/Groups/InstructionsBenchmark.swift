// The instructions of a boot, counted from outside: QEMU makes each a block of its own and logs
// every block that it executes; with `-icount shift=0` the guest's clock counts instructions too,
// so that waiting for a clock takes the same number each time. The image is the one that others
// run.

import Build
import Checks
import Configure
import Foundation
import Machines
import Processes
import Synchronization

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
        let trace = try await trace(image, qemu)
        guard let count = trace.passages.first.flatMap(\.self) else {
          throw Messages.noTrace(trace.words)
        }
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
  private func trace(_ image: Image, _ qemu: Qemu) async throws -> ExecutionTrace {
    let symbols = try await workshop.symbols(of: image.symbols)
    guard let entry = symbols[Self.entry] else {
      throw Messages.noSymbol(Self.entry, image.symbols)
    }
    guard let main = symbols[Self.main] else { throw Messages.noSymbol(Self.main, image.symbols) }
    let command = QemuCommand(
      accelerator: .tcg, kernel: image.executable.path, memory: 32, commandLine: "")
    let trace = Mutex(ExecutionTrace(from: entry, places: [[main..<main + 1]]))
    var request = ChildRequest(
      program: qemu.path,
      arguments: ExecutionTrace.everyInstruction(
        MonitorlessCommand.arguments(command), qemu.version))
    request.hasStatus = true
    request.budget = Limits.boot
    request.received = { channel, bytes, _ in
      guard channel == .error else { return true }
      return trace.withLock { trace in
        trace.read(bytes)
        return trace.total < Limits.trace
      }
    }
    let report = try await ChildProcess.run(request)
    guard report.stop == nil else { throw Messages.noTrace("nothing; it was ended") }
    return trace.withLock { $0 }
  }
}
