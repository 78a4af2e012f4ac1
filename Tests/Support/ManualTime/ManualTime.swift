// Time that passes when a test says so, for tasks that run by the image's own policy.
//
//     let time = ManualTime()
//     let task = time.start { try? await time.clock.sleep(for: .seconds(1)); … }
//     time.advance(by: .seconds(1))
//
// The policy is Runtime's `Scheduler`, the same code that runs an image: what is ready runs first come, first
// served, and time stands still meanwhile. Nothing runs but inside of the functions below, on the thread that
// calls them, so a test sees the same order every time. What a test's tasks wait for must be on this executor
// too: child tasks are, a plain `Task { … }` is not.

import Devices
import Time

@testable import Runtime

/// A scheduler on a clock that is set by hand.
public final class ManualTime: TaskExecutor, @unchecked Sendable {
  fileprivate(set) var ready = ReadyQueue()
  fileprivate(set) var sleepers = TimerQueue<Sleeper>()

  public private(set) var now = Instant.zero

  /// How many times a task has run until it suspended or ended.
  public fileprivate(set) var runs = 0

  /// How many tasks sleep.
  public var sleeping: Int { sleepers.count }

  /// How many times somebody has looked for an expired timer.
  public private(set) var turns = 0

  public init() {}

  public func enqueue(_ job: consuming ExecutorJob) {
    // A job is an address; the queue holds addresses.
    ready.append(unsafeBitCast(UnownedJob(job), to: ReadyQueue.Member.self))
  }

  /// Tells this time, and sleeps by it.
  public var clock: ManualClock { ManualClock(self) }
}

// MARK: - Running

extension ManualTime {
  /// Starts a task; it first runs when time is next advanced.
  @discardableResult
  public func start<Success: Sendable>(
    _ body: @escaping @Sendable () async -> Success
  ) -> Task<Success, Never> {
    Task(executorPreference: self, operation: body)
  }

  /// Lets time pass until `end`, running every task that is ready or wakes up by then.
  public func advance(to end: Instant) {
    while true {
      switch turn() {
      case .again: continue
      case .idle(let deadline?) where deadline <= end: now = deadline
      case .idle, .stuck:
        now = max(now, end)
        return
      }
    }
  }

  public func advance(by duration: Duration) { advance(to: now + duration) }

  /// Runs what is ready, and time stands still.
  public func settle() { advance(to: now) }

  /// Runs `body` to its end. Whenever nothing is ready, time passes until the next deadline.
  /// - Throws: `Stuck` when nothing ever becomes ready again.
  public func run<Success: Sendable>(
    _ body: @escaping @Sendable () async -> Success
  ) throws -> Success {
    let outcome = Outcome<Success>()
    start { outcome.value = await body() }
    while true {
      let turn = turn()
      if let value = outcome.value { return value }
      switch turn {
      case .again: continue
      case .idle(let deadline?): now = deadline
      case .idle, .stuck: throw Stuck()
      }
    }
  }

  private func turn() -> Turn {
    turns += 1
    return Driver(time: self).turn()
  }
}

/// Every task waits and nothing can wake one.
public struct Stuck: Error {}

private final class Outcome<Value>: @unchecked Sendable {
  var value: Value?
}

/// The policy at work on the queues of one `ManualTime`.
struct Driver: Scheduler {
  let time: ManualTime

  var ready: ReadyQueue {
    get { time.ready }
    nonmutating _modify { yield &time.ready }
  }

  var sleepers: TimerQueue<Sleeper> {
    get { time.sleepers }
    nonmutating _modify { yield &time.sleepers }
  }

  var now: Instant { time.now }

  func run(_ member: ReadyQueue.Member) {
    time.runs += 1
    unsafeBitCast(member, to: UnownedJob.self).runSynchronously(on: time.asUnownedTaskExecutor())
  }
}
