import Foundation
import InspectionProtocol

/// Whom a console asks: a unikernel that answers, or one that is looked at while it stands still.
protocol InspectionSession: AnyObject {
  var commands: [CommandDeclaration] { get }
  /// Tells boots of one name apart.
  var boot: UInt64 { get }
  /// Whether there is nobody to be asked any more; while nothing is asked.
  var hasEnded: Bool { get }
  /// The ELF that names its code, where the session has looked at that itself.
  var symbols: URL? { get }
  /// What is to be said before the last answer.
  var notes: [String] { get }
  /// What the prompt says of it; empty: nothing.
  var state: String { get }

  /// Runs a command to its end.
  /// - Throws: `InspectionFailure` in the result where it cannot be answered.
  func run(
    _ declaration: CommandDeclaration, _ arguments: [Cell]
  ) throws(InspectFailure) -> Result<ConsoleAnswer, InspectionFailure>
}

extension InspectionSession {
  func declaration(_ name: String) -> CommandDeclaration? { commands.first { $0.name == name } }
}

extension ConsoleSession: InspectionSession {
  var boot: UInt64 { welcome.boot }
  var symbols: URL? { nil }
  var notes: [String] { [] }
  var state: String { "" }

  /// Nothing is asked now: what comes is an end.
  var hasEnded: Bool {
    var polled = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 0) > 0
  }
}
