import Foundation

/// What a child process is to run, how long, and who hears it.
package struct ChildRequest: Sendable {
  /// A pipe from the child; the raw value is the child's descriptor.
  package enum Channel: Int32, CaseIterable, Sendable {
    case output = 1
    case error = 2
    case status = 3
  }

  package var program: String
  /// Without the program's name.
  package var arguments: [String] = []
  /// Nil: this process's own.
  package var directory: String?
  /// What the child reads from its standard input; nil: nothing.
  package var input: String?
  package var environment: [String: String] = ProcessInfo.processInfo.environment
  /// Killed when it takes longer; nil: never.
  package var budget: Duration?
  /// Killed when it writes more bytes to `.output`; other channels are the receiver's concern.
  package var outputLimit = Int.max
  /// True: the child gets the status channel.
  package var hasStatus = false
  /// Becomes the child's descriptor 4; stays open in this process.
  package var inherited: Int32?
  /// More descriptors that the child gets, by the numbers they have there (5 and up, or 3 and up where
  /// those are free; 0 in the place of an input); they stay open in this process.
  package var passed: [Int32: Int32] = [:]
  /// Called on the child's thread when the child has been started.
  package var started: @Sendable (pid_t) -> Void = { _ in }
  /// Called on the child's thread when it has ended, or is about to be killed.
  package var ending: @Sendable () -> Void = {}
  /// Called on the child's thread when the budget is spent; the child then has the returned time
  /// to end by itself.
  package var atDeadline: @Sendable (pid_t) -> Duration = { _ in .zero }
  /// Called on the child's thread with bytes and when they were read, since the start; false: that
  /// is enough, which ends the child like the output limit.
  package var received: @Sendable (Channel, [UInt8], Duration) -> Bool = { _, _, _ in true }

  package init(program: String, arguments: [String] = []) {
    self.program = program
    self.arguments = arguments
  }
}

/// How a child process ended.
package struct ChildReport: Sendable, Equatable {
  package enum End: Sendable, Equatable {
    case exited(Int)
    case signalled(Int)
  }
  /// Why we ended it.
  package enum Stop: Sendable, Equatable {
    case deadline
    case flooded
    case cancelled
  }

  package var end: End
  /// Nil: it ended by itself.
  package var stop: Stop?
  package var duration: Duration
}
