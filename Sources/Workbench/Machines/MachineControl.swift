// A handle on a boot, by which another thread stops the machine, looks, and lets it go on:
//
//     control = MachineControl(holdsCrashed: …)       before the boot
//     boot.control = control                          Machine attaches what can stop it, and detaches it
//     stop() … resume()                               any number of times, by one thread at a time
//
// With `holdsCrashed` a machine that ends by a trap, a panic or a fatal signal is kept as it is then, until
// the boot's task is cancelled.

import Processes
import Synchronization

/// What can stop one kind of machine.
protocol MachineStopper: AnyObject, Sendable {
  /// The machine stands still when this returns; what it looks like, and a file that holds its memory.
  func stop() throws(StopFailure) -> (StoppedMachine, Descriptor)
  /// It goes on, unless it is held.
  func resume()
  /// The machine is about to be killed, or has ended: nothing is held any more.
  func release()
  /// It has ended.
  func end()
}

/// A handle on a machine that runs.
public final class MachineControl: Sendable {
  /// Whether a machine that crashes is kept.
  public let holdsCrashed: Bool
  /// Whether a virtual machine's memory is copied even where it can be read: for tests.
  let copiesMemory: Bool
  private let onHeld: @Sendable (_ cause: String) -> Void
  private let onRefusal: @Sendable (_ reason: String) -> Void
  private let stopper = Mutex<(any MachineStopper)?>(nil)
  private let held = Mutex<String?>(nil)

  /// - Parameters:
  ///   - onHeld: called once, on some thread, when the machine has crashed and is kept.
  ///   - onRefusal: called when this host does not let it be kept; ends with what to do.
  public convenience init(
    holdsCrashed: Bool = false, onHeld: @escaping @Sendable (_ cause: String) -> Void = { _ in },
    onRefusal: @escaping @Sendable (_ reason: String) -> Void = { _ in }
  ) {
    self.init(
      holdsCrashed: holdsCrashed, copiesMemory: false, onHeld: onHeld, onRefusal: onRefusal)
  }

  init(
    holdsCrashed: Bool, copiesMemory: Bool,
    onHeld: @escaping @Sendable (_ cause: String) -> Void,
    onRefusal: @escaping @Sendable (_ reason: String) -> Void
  ) {
    self.holdsCrashed = holdsCrashed
    self.copiesMemory = copiesMemory
    self.onHeld = onHeld
    self.onRefusal = onRefusal
  }

  /// Why it crashed; nil: it did not, or is not kept.
  public var crash: String? { held.withLock { $0 } }

  package func stop() throws(StopFailure) -> (StoppedMachine, Descriptor) {
    guard let stopper = stopper.withLock({ $0 }) else { throw .gone }
    return try stopper.stop()
  }

  package func resume() { stopper.withLock { $0 }?.resume() }

  // MARK: - The machine's side

  func attach(_ new: any MachineStopper) { stopper.withLock { $0 = new } }

  func release() { stopper.withLock { $0 }?.release() }

  func detach() {
    let old = stopper.withLock { stopper in
      defer { stopper = nil }
      return stopper
    }
    old?.end()
  }

  /// The machine has crashed and stands still.
  func hold(_ cause: String) {
    let isFirst = held.withLock { held in
      defer { held = held ?? cause }
      return held == nil
    }
    if isFirst { onHeld(cause) }
  }

  /// The machine will be gone when it crashes.
  func cannotHold(_ failure: StopFailure) {
    guard case .forbidden(let reason) = failure else { return }
    onRefusal(Messages.notHeld + reason)
  }
}
