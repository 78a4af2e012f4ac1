// Tests/Benchmarks/Runtime measures itself, by its own clock, and prints `name value` lines. It is
// booted on each target in turns; a value of a boot is one sample. Others' runtimes do the same operations on
// Linux, in the same rounds (TasksPeers.swift).

import Build
import Configure
import Foundation
import Machines

struct TasksBenchmark {
  /// Nanoseconds, on unix.
  static let aims: [String: Double] = [
    "yield": 60, "spawn-join": 190, "alloc-free-64": 10, "alloc-free-class": 10,
  ]

  private let workshop: Workshop

  init(_ workshop: Workshop) { self.workshop = workshop }

  func run(_ rounds: Int) async throws -> Outcome {
    var outcome = Outcome(.tasks)
    let process = try await workshop.image("Runtime", .unix)
    let virtual = try await workshop.image("Runtime", .virtio)
    var places: [(label: String, image: Image, accelerator: Accelerator?)] = [
      ("unix", process, nil)
    ]
    let noop = try await workshop.image("Noop", .virtio)
    if let obstacle = try await workshop.obstacleToKVM(noop) {
      outcome.notes.append(Messages.noKVM(obstacle))
    } else {
      places.append(("virtio, KVM", virtual, .kvm))
    }
    var figures = places.map { _ in Figures() }
    var peers = try await TasksPeers(workshop)
    outcome.notes += peers.notes
    for _ in 0..<max(rounds, 1) {
      for (index, place) in places.enumerated() {
        try Task.checkCancellation()
        let transcript = try await workshop.boot(
          place.image, place.accelerator, memory: Limits.runtimeMemory, budget: Limits.runtime)
        figures[index].add(transcript.lines.map(\.text))
      }
      try await peers.run(workshop)
    }
    for (index, place) in places.enumerated() {
      outcome.rows += figures[index].rows(place.label) { name, row in
        if place.accelerator == nil { row.aim = Self.aims[name].map(Row.Aim.atMost) }
      }
    }
    if !figures[0].names.isEmpty { outcome.rows += peers.rows(beside: figures[0]) }
    guard !outcome.rows.isEmpty else {
      throw Messages.bootFailed("runtime-benchmark", "printed no `name value` line")
    }
    return outcome
  }
}
