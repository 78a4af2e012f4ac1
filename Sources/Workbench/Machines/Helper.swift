import Processes

/// Runs a short helper program and collects what it says.
enum Helper {
  /// Throws when the program cannot be started, takes too long or talks without end.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String]? = nil
  ) async throws(MachineFailure) -> Tool.Answer {
    let tool = Tool(
      program, arguments, environment: environment, budget: Limits.helper, limit: 4 << 20)
    let answer: Tool.Answer
    do { answer = try await tool.run() } catch {
      throw .environment(Messages.cannotStart(error.description))
    }
    switch answer.stop {
    case .cancelled: throw .cancelled
    case .deadline, .flooded: throw .environment(Messages.helperStuck(program))
    case nil: return answer
    }
  }
}
