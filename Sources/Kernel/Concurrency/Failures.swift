// What can go wrong while waiting. Each is an error of its own, so that a `catch` says what it is about.

/// The time was over before the body was.
public struct TimedOut: Error, Equatable, CustomStringConvertible {
  public init() {}

  public var description: String { "timed out" }
}

/// Why a body with a time limit has no result.
public enum TimeoutFailure<Failure: Error>: Error {
  /// The time was over first.
  case timedOut
  /// The body threw.
  case failed(Failure)
}

extension TimeoutFailure: Equatable where Failure: Equatable {}

extension TimeoutFailure: CustomStringConvertible where Failure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .timedOut: TimedOut().description
    case .failed(let failure): failure.description
    }
  }
}

/// Why a body that had to wait for its turn has no result.
public enum TurnFailure<Failure: Error>: Error {
  /// The task was cancelled while it waited: the body did not run.
  case cancelled
  /// The body threw.
  case failed(Failure)
}

extension TurnFailure: Equatable where Failure: Equatable {}

extension TurnFailure: CustomStringConvertible where Failure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cancelled: "cancelled while it waited for its turn"
    case .failed(let failure): failure.description
    }
  }
}

/// Why a message was not sent.
public enum SendFailure: Error, Equatable, CustomStringConvertible {
  /// Nobody will receive it: the mailbox is closed.
  case closed
  /// The task was cancelled while the mailbox was full.
  case cancelled

  public var description: String {
    switch self {
    case .closed: "the mailbox is closed"
    case .cancelled: "cancelled while the mailbox was full"
    }
  }
}
