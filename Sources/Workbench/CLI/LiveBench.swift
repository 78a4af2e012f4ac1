// Joins the modules Build and Machines to what checks ask for. Nothing is decided here.

import Build
import Checks
import Configure
import Curriculum
import Foundation
import Inspect
import Machines

import enum Manifest.ManifestNote

/// The bench that builds and boots for real.
struct LiveBench: Checks.Bench {
  let builder: Builder
  private let root: URL
  private let prober: Prober

  /// - Parameter root: the project's directory.
  init(root: URL) {
    self.root = root
    let cache = root.appending(path: ".build/mirador")
    builder = Builder(root: root, cache: cache) { Output.error($0) }
    prober = Prober(builder: builder, cache: cache)
  }

  func configuration(of directory: URL) async throws(BuildFailure) -> Unikernel {
    try await builder.configuration(of: directory, isFresh: true).unikernel
  }

  func build(
    _ directory: URL, for target: Target, release: String?
  ) async throws(BuildFailure) -> Artifact {
    try await Artifact(
      builder.build(directory, target: target, release: release ?? "0", isFresh: true))
  }

  func boot(
    _ artifact: Artifact, _ request: BootRequest
  ) async throws(MachineFailure) -> Transcript {
    try await boot(artifact, request, onOutput: nil)
  }

  func interview(
    _ artifact: Artifact, _ request: BootRequest, _ steps: [InterviewStep]
  ) async throws(MachineFailure) -> Interview {
    let code = InspectedBoot.Code(symbols: artifact.symbols, symbolizer: Symbolizer(base: root))
    return try await InspectedBoot.interview(steps, code) {
      port, onOutput async throws(MachineFailure) in
      try await boot(artifact, request, ports: [port], onOutput: onOutput)
    }
  }

  func symbols(of artifact: Artifact) async throws(EnvironmentFault) -> [String] {
    try SymbolTable.names(of: artifact.symbols)
  }

  func libraries(of artifact: Artifact) async throws(EnvironmentFault) -> [String] {
    try LibraryList.read(artifact)
  }

  /// Processes start in milliseconds anywhere; virtual machines are as slow as the probe was.
  func slowness(_ target: Target, _ accelerator: Accelerator?) async -> Double {
    guard target == .virtio, let verdict = try? await prober.verdict() else { return 1 }
    let used = accelerator ?? verdict.accelerator
    return verdict.speed.budget(.seconds(1), accelerator: used) / .seconds(1)
  }
}

// MARK: - What commands ask for beside checks

extension LiveBench {
  /// What a virtual machine is run by when nobody says.
  func accelerator() async throws(MachineFailure) -> Accelerator {
    try await prober.verdict().accelerator
  }

  /// Builds, with all that is known of the image.
  func image(
    _ directory: URL, for target: Target, output: URL? = nil, release: String? = nil
  ) async throws(BuildFailure) -> Image {
    try await builder.build(directory, target: target, output: output, release: release ?? "0")
  }

  /// The target to build `directory` for: the one that the user names, else what was configured.
  func target(_ named: Target?, of directory: URL) async throws(BuildFailure) -> Target {
    if let named { return named }
    return try await builder.configuration(of: directory).target(orElse: nil)
  }

  /// Boots with the console passed on as it comes.
  func boot(
    _ artifact: Artifact, _ request: BootRequest, ports: [MachinePort] = [],
    links: [MachineLink] = [], control: MachineControl? = nil,
    onOutput: (@Sendable ([UInt8]) -> Void)?
  ) async throws(MachineFailure) -> Transcript {
    var boot = Boot(artifact.executable, target: artifact.target, symbols: artifact.symbols)
    boot.accelerator = request.accelerator
    boot.memory = request.memory
    boot.arguments = request.arguments
    boot.budget = request.budget
    boot.ports = ports
    boot.links = links
    boot.control = control
    // An image without a manifest is no reason not to boot it.
    boot.hasEntropy = (try? ManifestNote.read(image: artifact.executable))?.wants(.entropy) ?? false
    // Without a budget it is `run`, which shows whatever comes for as long as it comes.
    if request.budget == nil { boot.outputLimit = Int.max }
    var machine = Machine(base: root)
    if artifact.target == .virtio, request.accelerator == nil {
      machine.accelerator = try await prober.verdict().accelerator
    }
    return try await machine.boot(boot, onOutput: onOutput)
  }
}
