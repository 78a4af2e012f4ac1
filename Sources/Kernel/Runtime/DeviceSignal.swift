// What a task waits for that a driver's handler brings about.
//
//     task     while !condition { try await signal.wait() }
//     handler  make the condition true; signal.raise()

public import _Concurrency

/// Lets one task wait until a driver says that something has changed.
public final class DeviceSignal: @unchecked Sendable {
  /// True: raised. False: cancelled.
  private var waiter: UnsafeContinuation<Bool, Never>?

  public init() {}

  /// True while a task waits.
  public var isAwaited: Bool { unsafe waiter != nil }

  /// Suspends the task until `raise` is called. A second task that waits is a caller's mistake.
  @export(interface)
  public func wait() async throws(CancellationError) {
    guard !Task.isCancelled else { throw CancellationError() }
    precondition(!isAwaited, "two tasks wait for the same direction of a device")
    let isRaised = await withTaskCancellationHandler {
      await withUnsafeContinuation { (continuation: UnsafeContinuation<Bool, Never>) in
        unsafe waiter = continuation
      }
    } onCancel: {
      resume(returning: false)
    }
    guard isRaised else { throw CancellationError() }
  }

  /// Resumes the task that waits, if one does.
  @export(interface)
  public func raise() {
    resume(returning: true)
  }

  private func resume(returning isRaised: Bool) {
    guard let continuation = unsafe waiter else { return }
    unsafe waiter = nil
    unsafe continuation.resume(returning: isRaised)
  }
}
