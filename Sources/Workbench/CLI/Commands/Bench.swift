import ArgumentParser
import Benchmarks
import Checks
import Foundation

extension Benchmarks.Group: ExpressibleByArgument {}

struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure: times, sizes and instructions, beside what others take.",
    discussion: """
      Groups: start, boot, instructions, size, tasks, allocator, inspector, check, clone.
      Without one, all but clone, which takes minutes. What is compared is measured
      in turns; shown are medians. docs/performance.md says what each group
      measures and how.

      Examples:
        ./mirador bench
        ./mirador bench start boot --rounds 500
        ./mirador bench --format markdown
        ./mirador bench instructions --gate 60000
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

  @Argument(help: "What to measure.")
  var groups: [Benchmarks.Group] = []
  @Option(help: "How often; each group has its own default.")
  var rounds: Int?
  @Option(help: "text, json or markdown.")
  var format = Format.text
  @Option(help: "Fail when guest entry to main takes more instructions than this.")
  var gate: Int?

  func validate() throws {
    if let rounds, !(1...1_000_000).contains(rounds) {
      throw ValidationError("--rounds must be 1 to 1000000.")
    }
    if let gate {
      guard gate > 0 else { throw ValidationError("--gate must be a number of instructions.") }
      guard groups.contains(.instructions) else {
        throw ValidationError(
          "--gate is about instructions. Try: ./mirador bench instructions --gate \(gate)")
      }
    }
  }

  func run() async throws {
    let context = try Context()
    let suite = Suite(root: context.root, rounds: rounds) { Output.error($0) }
    let chosen = groups.isEmpty ? Benchmarks.Group.usual : groups
    let results = try await suite.run(Benchmarks.Group.allCases.filter(chosen.contains))
    switch format {
    case .text: Output.line(results.text)
    case .json: Output.line(results.json)
    case .markdown: Output.line(results.markdown)
    }
    if let failure = results.failure { throw failure }
    try passGate(results)
  }

  private func passGate(_ results: Results) throws {
    guard let gate, let count = results.instructionsToMain, count > Double(gate) else { return }
    throw Failure(
      .failed,
      "Guest entry to main takes \(Int(count)) instructions, more than the gate of \(gate). "
        + "Look for what the boot does more than before: git log Sources/Kernel")
  }
}
