// Ends programs that do not end by themselves, so that a benchmark that hangs is a message and not
// a mystery. It costs the measured time nothing but a lock: one thread looks at the clock now and
// then.

import Foundation
import Synchronization

/// Kills registered processes at their deadlines.
final class Watchdog: Sendable {
  static let shared = Watchdog()

  private let deadlines = Mutex<[pid_t: ContinuousClock.Instant]>([:])

  private init() {
    let thread = Thread { [self] in
      while true {
        Thread.sleep(forTimeInterval: 1)
        bite()
      }
    }
    thread.name = "watchdog"
    thread.start()
  }

  /// - Parameter process: a child that is not reaped before `forget` is called.
  func watch(_ process: pid_t, for patience: Duration = Limits.boot) {
    deadlines.withLock { $0[process] = ContinuousClock.now + patience }
  }

  func forget(_ process: pid_t) {
    deadlines.withLock { _ = $0.removeValue(forKey: process) }
  }

  private func bite() {
    let now = ContinuousClock.now
    deadlines.withLock { deadlines in
      for (process, deadline) in deadlines where deadline < now { kill(process, SIGKILL) }
    }
  }
}
