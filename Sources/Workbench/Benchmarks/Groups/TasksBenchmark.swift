// Tests/Benchmarks/Runtime measures itself, by its own clock, and prints `name value` lines. It is
// booted on each target in turns; a value of a boot is one sample.

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
    for _ in 0..<max(rounds, 1) {
      for (index, place) in places.enumerated() {
        try Task.checkCancellation()
        let transcript = try await workshop.boot(
          place.image, place.accelerator, memory: Limits.runtimeMemory, budget: Limits.runtime)
        figures[index].add(transcript.lines.map(\.text))
      }
    }
    for (index, place) in places.enumerated() {
      for name in figures[index].names {
        guard let samples = Samples(figures[index].values[name] ?? []) else { continue }
        let aim = place.accelerator == nil ? Self.aims[name] : nil
        outcome.rows.append(
          Row("\(name), \(place.label)", .nanoseconds, samples, aim: aim.map(Row.Aim.atMost)))
      }
    }
    guard !outcome.rows.isEmpty else {
      throw Messages.bootFailed("runtime-benchmark", "printed no `name value` line")
    }
    return outcome
  }
}

/// Values by name, the names in the order in which they came.
struct Figures {
  private(set) var names: [String] = []
  private(set) var values: [String: [Double]] = [:]

  /// Takes the lines of the form `name value`; others are not ours.
  mutating func add(_ lines: [String]) {
    for line in lines {
      let words = line.split(separator: " ")
      guard words.count == 2, let value = Double(words[1]), value.isFinite else { continue }
      let name = String(words[0])
      if values[name] == nil { names.append(name) }
      values[name, default: []].append(value)
    }
  }
}
