import Foundation
import Synchronization

/// Runs a short helper program and collects what it says.
enum Helper {
  struct Answer: Sendable {
    var output: String
    var error: String
    var end: ChildReport.End
  }

  /// Throws when the program cannot be started, takes too long or talks without end.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String]? = nil
  ) async throws(MachineFailure) -> Answer {
    let collected = Mutex<[ChildRequest.Channel: [UInt8]]>([:])
    var request = ChildRequest(program: program, arguments: arguments)
    if let environment { request.environment = environment }
    request.budget = Limits.helper
    request.outputLimit = 4 << 20
    request.received = { channel, bytes, _ in
      collected.withLock {
        $0[channel, default: []] += bytes
        return $0[channel, default: []].count <= 4 << 20
      }
    }
    let report: ChildReport
    do { report = try await ChildProcess.run(request) } catch {
      throw .environment(Messages.cannotStart(error.description))
    }
    switch report.stop {
    case .cancelled: throw .cancelled
    case .deadline, .flooded: throw .environment(Messages.helperStuck(program))
    case nil: break
    }
    return collected.withLock { all in
      Answer(
        output: String(decoding: all[.output] ?? [], as: UTF8.self),
        error: String(decoding: all[.error] ?? [], as: UTF8.self), end: report.end)
    }
  }
}
