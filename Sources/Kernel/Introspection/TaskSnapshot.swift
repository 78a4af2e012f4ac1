public import Time

/// A task at the moment somebody looked.
public struct TaskSnapshot: Sendable, Identifiable {
  /// How it came to be, which decides whose child it is.
  public enum Kind: Sendable, Equatable {
    /// By `Task { … }`; nobody's child. The first one is the unikernel's own.
    case unstructured
    /// By `async let`.
    case asyncLet
    /// By a task group.
    case groupChild
  }

  public enum State: Sendable, Equatable {
    case running
    /// It goes on when its turn comes.
    case ready
    case waiting
    /// Its result is there, and somebody still holds it.
    case finished
  }

  /// What a task that waits is waiting for.
  public enum Cause: Sendable, Equatable {
    /// The result of the task with this id.
    case task(UInt64)
    /// The children of its task group.
    case group
    /// A continuation: something that is not a task resumes it. The frames say what.
    case continuation
    /// The actor at this address; nil: the executor, as every ready task.
    case executor(UInt?)
  }

  /// Counts up from 1; never given twice.
  public let id: UInt64
  public let name: String?
  public let kind: Kind
  /// The id of the task that it is a child of.
  public let parent: UInt64?
  public internal(set) var state: State
  public let cause: Cause?
  public let isCancelled: Bool
  /// Where it goes on, then the functions that await that, innermost first, at most
  /// `TaskTable.frameLimit`. Addresses of functions (look them up as they are, not the byte before);
  /// none of a task that runs or has finished.
  public let frames: [UInt]
  /// The function that it began with.
  public let created: UInt?
  /// Until when it sleeps; nil when it does not.
  public internal(set) var deadline: Instant?
  /// When it last stopped running; nil when nobody was accounting then.
  public let since: Instant?
  /// How long it ran while somebody was accounting.
  public let runTime: Duration
  /// How often it was given the processor while somebody was accounting.
  public let runs: UInt64

  /// Where the task itself is in memory; the same for no other task at this moment.
  public let address: UInt
}
