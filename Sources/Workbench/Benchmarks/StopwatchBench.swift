import Build
import Checks
import Configure
import Curriculum
import Foundation
import Inspect
import Machines
import Synchronization

/// A bench that builds and boots for real and notes how long each step took.
final class StopwatchBench: Checks.Bench {
  private let workshop: Workshop
  private let state = Mutex<[(name: String, duration: Duration)]>([])

  init(_ workshop: Workshop) { self.workshop = workshop }

  /// What was done, in order.
  var laps: [(name: String, duration: Duration)] { state.withLock { $0 } }

  private func note(_ name: String, _ duration: Duration) {
    state.withLock { $0.append((name, duration)) }
  }

  func configuration(of directory: URL) async throws(BuildFailure) -> Unikernel {
    let start = ContinuousClock.now
    defer { note("configure", ContinuousClock.now - start) }
    return try await workshop.builder.configuration(of: directory, isFresh: true).unikernel
  }

  func build(
    _ directory: URL, for target: Target, release: String?
  ) async throws(BuildFailure) -> Artifact {
    let image = try await workshop.builder.build(
      directory, target: target, release: release ?? "0", isFresh: true)
    for step in image.steps { note(step.name, step.duration) }
    return Artifact(image)
  }

  func boot(
    _ artifact: Artifact, _ request: BootRequest
  ) async throws(MachineFailure) -> Transcript {
    let start = ContinuousClock.now
    defer { note("boot", ContinuousClock.now - start) }
    return try await workshop.machine.boot(order(for: artifact, request))
  }

  private func order(for artifact: Artifact, _ request: BootRequest) -> Boot {
    Boot(
      artifact.executable, target: artifact.target, symbols: artifact.symbols,
      accelerator: request.accelerator, memory: request.memory, arguments: request.arguments,
      budget: request.budget)
  }

  func interview(
    _ artifact: Artifact, _ request: BootRequest, _ steps: [InterviewStep]
  ) async throws(MachineFailure) -> Interview {
    let start = ContinuousClock.now
    defer { note("inspect", ContinuousClock.now - start) }
    let code = InspectedBoot.Code(
      symbols: artifact.symbols, symbolizer: Symbolizer(base: workshop.root))
    return try await InspectedBoot.interview(steps, code) {
      port, onOutput async throws(MachineFailure) in
      var boot = self.order(for: artifact, request)
      boot.ports = [port]
      return try await self.workshop.machine.boot(boot, onOutput: onOutput)
    }
  }

  func symbols(of artifact: Artifact) async throws(EnvironmentFault) -> [String] {
    try SymbolTable.names(of: artifact.symbols)
  }

  func libraries(of artifact: Artifact) async throws(EnvironmentFault) -> [String] {
    try LibraryList.read(artifact)
  }

  func slowness(_ target: Target, _ accelerator: Accelerator?) async -> Double { 1 }
}
