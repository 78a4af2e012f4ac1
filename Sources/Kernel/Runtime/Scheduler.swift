// The policy: what runs next, when the timers are looked at, and what happens when nothing is ready.
//
//   ready     jobs and yielded tasks, first come, first served; priorities do not count
//   sleepers  continuations that wait for a deadline
//
//   turn ──► run what is ready, 64 at most ──► wake the sleepers whose deadline has come
//        ──► attend to devices ──► .again, .idle(until:) or .stuck
//
// No task can be starved by others that yield, and no sleeper by tasks that never wait.
//
// Who runs jobs is a `Scheduler`: the image's executor (Executor.swift) on the platform's clock, and the
// tests' on a clock that is set by hand (Tests/Support/ManualTime). It calls `turn` again and again and does
// what the answer says. All its tasks run on one thread.

internal import Time
internal import _Concurrency

/// Runs jobs by the policy above.
///
/// The two queues are stored by whoever conforms, and changed in place: a job that runs changes them too.
protocol Scheduler: Sendable {
  var ready: ReadyQueue { get nonmutating set }
  var sleepers: TimerQueue<Sleeper> { get nonmutating set }
  var now: Instant { get }

  /// Lets devices that want attention make tasks ready; true while any device may do so later.
  func attend() -> Bool

  /// Runs a member of the ready queue until it suspends or ends.
  func run(_ member: ReadyQueue.Member)
}

extension Scheduler {
  /// No devices.
  @inline(__always)
  func attend() -> Bool { false }
}

/// What a turn of a scheduler ends with.
enum Turn: Equatable {
  /// Something is ready.
  case again
  /// Nothing is, until this deadline or until a device wants attention; nil: no deadline.
  case idle(until: Instant?)
  /// Nothing is, nobody sleeps and no device is listened to: no task will ever be ready again.
  case stuck
}

/// After so many jobs the timers are looked at, ready jobs or not.
let jobsBetweenTimers = 64

extension Scheduler {
  /// Runs what is ready, and wakes those whose deadline has come.
  @inline(__always)
  func turn() -> Turn {
    var budget = jobsBetweenTimers
    while budget > 0 {
      let member = ready.takeFirst()
      guard member != 0 else { break }
      run(member)
      budget -= 1
    }
    if sleepers.count > 0 { wakeSleepers() }
    let canBeWoken = attend()
    guard ready.isEmpty else { return .again }
    if let deadline = sleepers.nextDeadline { return .idle(until: deadline) }
    return canBeWoken ? .idle(until: nil) : .stuck
  }
}
