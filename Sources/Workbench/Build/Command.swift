import Foundation
import Processes

/// A tool of the toolchain to run, and what it prints.
struct Command: Sendable {
  struct Output: Sendable {
    /// As a shell reports it: 128 + the signal when it was killed.
    let status: Int
    /// Standard output, then standard error.
    let text: String
  }

  private let tool: Tool
  private let name: String

  init(_ executable: URL, _ arguments: [String], in directory: URL? = nil, input: String? = nil) {
    var environment = ProcessInfo.processInfo.environment
    // Compilers refuse to work when it is no number, and write it into files when it is.
    environment["SOURCE_DATE_EPOCH"] = nil
    tool = Tool(
      executable.path, arguments, in: directory?.path, input: input, environment: environment)
    name = executable.path
  }

  /// Runs it to its end, or to the task's cancellation.
  func run() async throws(BuildFailure) -> Output {
    let answer: Tool.Answer
    do throws(SystemFailure) {
      answer = try await tool.run()
    } catch {
      throw .environment(Messages.cannotRun(name, error.description))
    }
    switch answer.stop {
    case .cancelled: throw .cancelled
    case .flooded, .deadline:
      throw .internal(Messages.compilerCrashed(name, "it prints without end"))
    case nil: return Output(status: answer.status, text: answer.output + answer.errors)
    }
  }
}
