// Tests/Benchmarks/Allocator runs each pattern with our functions and with glibc's, in turns, in
// one process, and prints every sample: `pattern<tab>ours<tab>glibc's`, values separated by spaces.

import Foundation

struct AllocatorBenchmark {
  /// Nanoseconds of one malloc and free.
  static let aims = ["malloc + free, 64 B": 10.0]

  private let workshop: Workshop

  init(_ workshop: Workshop) { self.workshop = workshop }

  func run(_ rounds: Int) async throws -> Outcome {
    var outcome = Outcome(.allocator)
    let program = try await compile()
    let result = try await workshop.run(program.path, ["--samples", String(rounds)])
    guard result.status == 0 else { throw Messages.toolFailed("the allocator's", result.errors) }
    outcome.rows = Self.rows(result.output)
    guard !outcome.rows.isEmpty else {
      throw Messages.toolFailed("the allocator's benchmark", "It printed no sample.")
    }
    return outcome
  }

  static func rows(_ output: String) -> [Row] {
    output.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t")
      guard fields.count == 3, let ours = samples(fields[1]), let theirs = samples(fields[2]) else {
        return nil
      }
      let name = String(fields[0])
      return Row(
        name, .nanoseconds, ours, beside: Row.Peer(name: "glibc", samples: theirs),
        aim: aims[name].map(Row.Aim.atMost))
    }
  }

  private static func samples(_ field: Substring) -> Samples? {
    Samples(field.split(separator: " ").compactMap { Double($0) })
  }

  private func compile() async throws -> URL {
    let program = workshop.scratch.appending(path: "allocator")
    let nucleus = "Sources/Kernel/CNucleus"
    let names = try FileManager.default.contentsOfDirectory(
      atPath: workshop.root.appending(path: nucleus).path)
    let sources = names.filter { $0.hasSuffix(".c") }.sorted().map { nucleus + "/" + $0 }
    // As images have it, so that the code that is measured is theirs. And -fno-builtin: the
    // compiler would remove pairs of malloc and free, and put copies in place.
    try await workshop.tool(
      "clang",
      [
        "-O2", "-fno-pic", "-no-pie", "-fno-omit-frame-pointer", "-fstack-protector-strong",
        "-fno-builtin", "-I\(nucleus)/include", "-ISources/Kernel/Platform/include",
        "Tests/Benchmarks/Allocator/main.c",
      ] + sources + ["Sources/Kernel/Platform/host/platform.c", "-o", program.path])
    return program
  }
}
