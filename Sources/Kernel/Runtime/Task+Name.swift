// Tasks with names. In Embedded Swift the concurrency library's own `Task(name:)` takes a name and
// forgets it (Swift 6.3, Task+init.swift.gyb), while its task groups keep it; these take its place.

#if hasFeature(Embedded)
  internal import Builtin
  public import _Concurrency

  extension Task where Failure == Never {
    /// Starts a task that a crash report and the inspector call by `name`.
    ///
    /// - Parameter priority: accepted and ignored, as all priorities are.
    @discardableResult
    public init(
      name: String, priority: TaskPriority? = nil,
      @_inheritActorContext @_implicitSelfCapture
      operation: sending @escaping @isolated(any) () async -> Success
    ) {
      self = start(name, copiesLocals: true, operation)
    }

    /// Starts a named task that inherits nothing of the task that starts it.
    ///
    /// - Parameter priority: accepted and ignored, as all priorities are.
    @discardableResult
    public static func detached(
      name: String, priority: TaskPriority? = nil,
      operation: sending @escaping @isolated(any) () async -> Success
    ) -> Task<Success, Never> {
      start(name, copiesLocals: false, operation)
    }
  }

  /// Bits of what the concurrency library is told about a new task (swift/ABI/MetadataValues.h,
  /// TaskCreateFlags).
  private let copiesTaskLocals = 1 << 10
  private let inheritsContext = 1 << 11
  private let isEnqueued = 1 << 12

  private func start<Success>(
    _ name: String, copiesLocals: Bool,
    _ operation: sending @escaping @isolated(any) () async -> Success
  ) -> Task<Success, Never> {
    let flags = isEnqueued | inheritsContext | (copiesLocals ? copiesTaskLocals : 0)
    let task = name.utf8CString.withUnsafeBufferPointer { text in
      // Safety: the text ends with a NUL, and the library copies it.
      unsafe Builtin.createTask(
        flags: flags, taskName: text.baseAddress.unsafelyUnwrapped._rawValue, operation: operation
      ).0
    }
    // Safety: a Task is this one reference.
    return unsafe unsafeBitCast(task, to: Task<Success, Never>.self)
  }
#endif
