import Foundation
import Synchronization

/// A program of the host that is run to its end: a compiler, a linker, git.
package struct Tool: Sendable {
  /// What it left behind.
  package struct Answer: Sendable {
    package let output: String
    package let errors: String
    package let end: ChildReport.End
    /// Why we ended it; nil: it ended by itself.
    package let stop: ChildReport.Stop?

    /// The exit status as a shell reports it: 128 + the signal when it was killed.
    package var status: Int {
      switch end {
      case .exited(let status): status
      case .signalled(let signal): 128 + signal
      }
    }
  }

  private var request: ChildRequest

  package init(
    _ program: String, _ arguments: [String], in directory: String? = nil, input: String? = nil,
    environment: [String: String]? = nil, budget: Duration? = nil, limit: Int = 64 << 20
  ) {
    request = ChildRequest(program: program, arguments: arguments)
    request.directory = directory
    request.input = input
    if let environment { request.environment = environment }
    request.budget = budget
    request.outputLimit = limit
  }

  /// The same with descriptors that the program gets, by the numbers they have there (3 and up).
  package func passing(_ descriptors: [Int32: Int32]) -> Tool {
    var tool = self
    tool.request.passed = descriptors
    return tool
  }

  /// Runs it; when the task is cancelled it is killed.
  package func run() async throws(SystemFailure) -> Answer {
    let collector = Collector(limit: request.outputLimit)
    var request = request
    request.received = { channel, bytes, _ in collector.take(bytes, from: channel) }
    return collector.answer(try await ChildProcess.run(request))
  }

  /// Runs it on the caller's thread.
  package func runBlocking() throws(SystemFailure) -> Answer {
    let collector = Collector(limit: request.outputLimit)
    var request = request
    request.received = { channel, bytes, _ in collector.take(bytes, from: channel) }
    return collector.answer(try ChildProcess.runBlocking(request))
  }
}

/// Gathers what a child says.
private final class Collector: Sendable {
  private let limit: Int
  private let collected = Mutex<[ChildRequest.Channel: [UInt8]]>([:])

  init(limit: Int) {
    self.limit = limit
  }

  /// False: that is enough.
  func take(_ bytes: [UInt8], from channel: ChildRequest.Channel) -> Bool {
    collected.withLock {
      $0[channel, default: []] += bytes
      return $0[channel, default: []].count <= limit
    }
  }

  func answer(_ report: ChildReport) -> Tool.Answer {
    collected.withLock { all in
      Tool.Answer(
        output: String(decoding: all[.output] ?? [], as: UTF8.self),
        errors: String(decoding: all[.error] ?? [], as: UTF8.self),
        end: report.end, stop: report.stop)
    }
  }
}
