import Foundation

/// What a child process is to run, how long, and who hears it.
struct ChildRequest: Sendable {
  /// A pipe from the child; the raw value is the child's descriptor.
  enum Channel: Int32, CaseIterable, Sendable {
    case output = 1
    case error = 2
    case status = 3
  }

  var program: String
  /// Without the program's name.
  var arguments: [String] = []
  var environment: [String: String] = ProcessInfo.processInfo.environment
  /// Killed when it takes longer; nil: never.
  var budget: Duration?
  /// Killed when it writes more bytes to `.output`; other channels are the receiver's concern.
  var outputLimit = Int.max
  /// True: the child gets the status channel.
  var hasStatus = false
  /// Becomes the child's descriptor 4; stays open in this process.
  var inherited: Int32?
  /// Called on the child's thread when the budget is spent; the child then has the returned time
  /// to end by itself.
  var atDeadline: @Sendable (pid_t) -> Duration = { _ in .zero }
  /// Called on the child's thread with bytes and when they were read, since the start; false: that
  /// is enough, which ends the child like the output limit.
  var received: @Sendable (Channel, [UInt8], Duration) -> Bool = { _, _, _ in true }
}

/// How a child process ended.
struct ChildReport: Sendable, Equatable {
  enum End: Sendable, Equatable {
    case exited(Int)
    case signalled(Int)
  }
  /// Why we ended it.
  enum Stop: Sendable, Equatable {
    case deadline
    case flooded
    case cancelled
  }

  var end: End
  /// Nil: it ended by itself.
  var stop: Stop?
  var duration: Duration
}
