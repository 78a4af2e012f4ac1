import ArgumentParser
import Checks
import Curriculum
import Foundation

struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure: runs the harness in Tests/Benchmarks.",
    discussion: "Example:\n  ./mirador bench")

  @Argument(parsing: .captureForPassthrough, help: "Passed to the harness.")
  var arguments: [String] = []

  func run() async throws {
    let context = try Context()
    let harness = context.root.appending(path: "Tests/Benchmarks/run")
    guard access(harness.path, X_OK) == 0 else {
      throw Failure(.environment, "Tests/Benchmarks/run is missing. Try: git status Tests")
    }
    let status = try await External.stream(harness.path, arguments, in: context.root)
    guard status == 0 else { throw ExitCode(Int32(truncatingIfNeeded: status)) }
    Output.line("Next:  see docs/performance.md for what the numbers mean.")
  }
}
