import Foundation
import Synchronization

/// ^Z and a change of the window's size while a line is edited. Signals come on any thread, and libedit must be
/// called by no other than the one that edits: they are noted, and that one acts.
enum TerminalSignals {
  private static let stopped = Atomic<Bool>(false)
  private static let resized = Atomic<Bool>(false)

  /// Notes them from now on. ^Z stays ignored where it was: then nobody could let us go on.
  static func note() {
    var old = sigaction()
    sigaction(SIGTSTP, nil, &old)
    if unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) != 1 {
      handle(SIGTSTP) { _ in TerminalSignals.stopped.store(true, ordering: .releasing) }
    }
    handle(SIGWINCH) { _ in TerminalSignals.resized.store(true, ordering: .releasing) }
  }

  /// Leaves them to the system again: what a line started is stopped at once.
  static func forget() {
    var old = sigaction()
    sigaction(SIGTSTP, nil, &old)
    if unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) != 1 {
      handle(SIGTSTP, nil)
    }
    handle(SIGWINCH, nil)
  }

  static func takeStop() -> Bool { stopped.exchange(false, ordering: .acquiringAndReleasing) }
  static func takeResize() -> Bool { resized.exchange(false, ordering: .acquiringAndReleasing) }

  /// Stops this job, as ^Z would have; returns when it goes on.
  static func stop() {
    handle(SIGTSTP, nil)
    kill(0, SIGTSTP)
    note()
  }

  /// - Parameter handler: nil: what the system does.
  private static func handle(_ signal: Int32, _ handler: (@convention(c) (Int32) -> Void)?) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    // A wait for a key is to end; all else goes on.
    action.sa_flags = handler == nil ? 0 : Int32(SA_RESTART)
    sigaction(signal, &action, nil)
  }
}
