// This unikernel's tasks, with what only its executor knows of them.

#if hasFeature(Embedded)
  public import Introspection
  public import Time

  extension TaskTable {
    /// All tasks at this moment, by id; the one that asks is running. O(pages of the heap) and
    /// O(n log n) for n tasks; nothing else runs meanwhile.
    ///
    /// - Parameter limit: how many at most; which ones are left out then is not said.
    @export(interface)
    public static func snapshot(limit: Int = .max) -> [TaskSnapshot] {
      var waiting: [(task: UInt, deadline: Instant)] = []
      Executor().sleepers.forEachTimer { deadline, sleeper in
        waiting.append((task(of: sleeper), deadline))
      }
      var yielded: [UInt] = []
      Executor().ready.forEachYielded { yielded.append($0) }
      return snapshot(limit: limit, sleepers: waiting, yielded: yielded)
    }

    private static func task(of sleeper: Sleeper) -> UInt {
      // Safety: a continuation is the address of its task.
      unsafe unsafeBitCast(sleeper, to: UInt.self)
    }
  }

  /// A timer that has not fired.
  public struct PendingTimer: Sendable {
    public let deadline: Instant
    /// The id of the task that sleeps until then; nil when it is no task that can be found.
    public let task: UInt64?
  }

  /// The executor's timers.
  public enum TimerTable {
    /// Every timer that has not fired, the earliest first. O(n log n) for n tasks.
    @export(interface)
    public static func snapshot() -> [PendingTimer] {
      var timers = TaskTable.snapshot().compactMap { task in
        task.deadline.map { PendingTimer(deadline: $0, task: task.id) }
      }
      timers.sort { $0.deadline < $1.deadline }
      return timers
    }
  }
#endif
