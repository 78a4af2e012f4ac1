// Asks once per run which accelerator this host has, and says in one line when it is not KVM. The probe
// boots the smallest unikernel there is, built like any other; AcceleratorProbe keeps its answer in the
// cache, so that later runs neither build nor boot it.

import Build
import Checks
import Foundation
import Machines

/// The accelerator of this host.
actor Prober {
  private let builder: Builder
  private let cache: URL
  private var asked: Task<Result<AcceleratorProbe.Verdict, MachineFailure>, Never>?

  init(builder: Builder, cache: URL) {
    self.builder = builder
    self.cache = cache
  }

  /// The answer; tasks that ask at once share one probe.
  func verdict() async throws(MachineFailure) -> AcceleratorProbe.Verdict {
    if asked == nil { asked = Task { await probe() } }
    guard let asked else { throw .cancelled }
    return try await asked.value.get()
  }

  private func probe() async -> Result<AcceleratorProbe.Verdict, MachineFailure> {
    do {
      let probe = AcceleratorProbe(
        image: try await image(), cache: cache.appending(path: "accelerator.json"),
        toolVersion: Tool.version)
      let verdict = try await probe.verdict()
      if let reason = verdict.reason { Output.error(reason) }
      return .success(verdict)
    } catch let failure as MachineFailure {
      return .failure(failure)
    } catch {
      return .failure(.environment(Failure(error).message))
    }
  }

  /// Builds the probe. Its sources are written when they are not there as they should be.
  private func image() async throws -> URL {
    let directory = cache.appending(path: "probe")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for (name, text) in Prober.sources {
      let file = directory.appending(path: name)
      if (try? String(contentsOf: file, encoding: .utf8)) != text {
        try Data(text.utf8).write(to: file, options: .atomic)
      }
    }
    return try await builder.build(directory, target: .virtio).executable
  }

  private static let sources = [
    "config.swift": """
    import Configure

    let unikernel = Unikernel("probe", start: "Probe", targets: [.virtio])

    """,
    "unikernel.swift": """
    import Kernel

    enum Probe {
      static func start() async {
      }
    }

    """,
  ]
}
