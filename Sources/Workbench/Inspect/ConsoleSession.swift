// A session with a unikernel: what it can be asked, and its answers.

import Foundation
import InspectionProtocol

/// What a unikernel answered.
public struct ConsoleAnswer: Sendable, Equatable {
  public var declaration: CommandDeclaration
  public var rows: [[Cell]]
  public var outcome: AnswerOutcome
  /// What finding it out took the unikernel, in nanoseconds.
  public var work: Int64
}

/// A session. One thread uses it.
public final class ConsoleSession {
  public let welcome: Welcome
  public let commands: [CommandDeclaration]
  private let link: InspectorLink
  private var lastRequest: UInt32

  /// Connects and learns what there is.
  public convenience init(to path: String) throws(InspectFailure) {
    try self.init(InspectorLink(to: path))
  }

  init(_ link: InspectorLink) throws(InspectFailure) {
    self.link = link
    let session = UInt32.random(in: 1...UInt32.max)
    // Ids of this session are not those of one before, whose answers may still come.
    lastRequest = UInt32.random(in: 0...UInt32.max / 2)
    (welcome, commands) = try ConsoleSession.greet(link, session)
  }

  var number: Int32 { link.number }

  public func declaration(_ name: String) -> CommandDeclaration? {
    commands.first { $0.name == name }
  }

  /// Says hello until the welcome comes: the first may be lost in what a cut-off session left behind.
  private static func greet(
    _ link: InspectorLink, _ session: UInt32
  ) throws(InspectFailure) -> (Welcome, [CommandDeclaration]) {
    let deadline = ContinuousClock.now + Limits.patience
    var welcome: Welcome?
    var commands: [CommandDeclaration] = []
    var next = ContinuousClock.now
    while ContinuousClock.now < deadline {
      if welcome == nil, ContinuousClock.now >= next {
        try link.send(.hello(version: InspectionLimits.version, session: session))
        next = ContinuousClock.now + Limits.helloInterval
      }
      let message = try link.receive(until: welcome == nil ? min(next, deadline) : deadline)
      if InterruptFlag.isRaised { throw .interrupted }
      switch message {
      case .welcome(let greeting) where greeting.session == session:
        welcome = greeting
        commands = []
      case .command(let declaration) where welcome != nil: commands.append(declaration)
      case .failure(session, let failure) where failure.reason == .version:
        throw .version(failure.text)
      default: break
      }
      if let welcome, commands.count == welcome.commandCount { return (welcome, commands) }
    }
    throw .silent
  }

  /// Runs a command to its end. ^C cancels it: the answer is what there was until then.
  /// - Throws: `InspectionFailure` in the result where the unikernel refuses.
  public func run(
    _ declaration: CommandDeclaration, _ arguments: [Cell]
  ) throws(InspectFailure) -> Result<ConsoleAnswer, InspectionFailure> {
    lastRequest += 1
    let id = lastRequest
    try link.send(.request(id: id, command: declaration.name, arguments: arguments))
    var rows: [[Cell]] = []
    var isCancelled = false
    while true {
      // An answer may pause as long as the unikernel's budget makes it.
      let message = try link.receive(until: ContinuousClock.now + Limits.patience * 4)
      if InterruptFlag.take() {
        // Twice: the unikernel does not answer, and the user does not want to wait.
        guard !isCancelled else { throw .interrupted }
        isCancelled = true
        try link.send(.cancel(id: id))
        if message == nil { continue }
      }
      switch message {
      case .rows(id, let more): rows += more
      case .end(id, let outcome, _, let work):
        return .success(
          ConsoleAnswer(
            declaration: declaration, rows: rows, outcome: outcome, work: work.nanoseconds))
      case .failure(id, let failure): return .failure(failure)
      case nil: throw .silent
      default: break
      }
    }
  }
}
