import ArgumentParser
import Checks
import Curriculum
import Foundation

struct Test: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Everything this project proves about itself; continuous integration runs it.",
    discussion: """
      Stops at the first step that fails; shows what each step took.

      Examples:
        ./mirador test
        ./mirador test --soak
      """)

  @Flag(help: "Also the steps that take long.")
  var soak = false

  func run() async throws {
    let context = try Context()
    let steps = TestStep.all.filter { soak || !$0.isSoak }
    var times: [String] = []
    for step in steps {
      Output.line("== \(step.name)")
      let start = ContinuousClock.now
      let status = try await External.stream(step.tool, step.arguments, in: context.root)
      try Task.checkCancellation()
      let took = (ContinuousClock.now - start).readable
      guard status == 0 else {
        throw Failure(
          .failed, "The step \"\(step.name)\" failed after \(took). Mend it, then: ./mirador test")
      }
      times.append("\(took)  \(step.name)")
    }
    Output.lines(["== all steps"] + times + ["\(steps.count) passed, 0 failed"])
  }
}
