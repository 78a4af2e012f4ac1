import Foundation
import Synchronization

/// ^C while a console runs: it ends what the console does, never the console or the unikernel.
public enum InterruptFlag {
  private static let raised = Atomic<Bool>(false)

  /// From now on ^C raises the flag, and ends a wait in poll(2).
  public static func install() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      InterruptFlag.raised.store(true, ordering: .releasing)
    }
    // No SA_RESTART: what waits is to wake.
    sigaction(SIGINT, &action, nil)
  }

  /// Waits for a ^C that is on its way, a second at most.
  static func expect() {
    let deadline = ContinuousClock.now + .seconds(1)
    while !isRaised, ContinuousClock.now < deadline { usleep(1000) }
  }

  /// Whether ^C came since the last call.
  public static func take() -> Bool { raised.exchange(false, ordering: .acquiringAndReleasing) }

  public static var isRaised: Bool { raised.load(ordering: .acquiring) }
}
