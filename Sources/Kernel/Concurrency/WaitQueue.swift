// Who waits: the one list of waiting tasks that every primitive of this module is built on.
//
//     first ──► waiter ◄──► waiter ◄──► waiter ◄── last        a task joins at the end
//                 │                        ▲
//        taken by `takeFirst`,      taken out of anywhere when its task is cancelled, in O(1)
//        resumed by its taker
//
// A waiter is in the list, or has been resumed, never both: whoever takes it out resumes it. So nobody is
// resumed twice, nobody is forgotten, and a task that was given something before it was cancelled keeps it.
//
// An image has one processor and tasks are not preempted, so there are no locks here; nor on the host, where
// tests run these tasks on one thread (Tests/Support/ManualTime).

internal import _Concurrency

/// A task that waits, and what it brings or gets.
final class Waiter<Slot> {
  var slot: Slot
  fileprivate var continuation: UnsafeContinuation<Bool, Never>?
  fileprivate var previous: Waiter?
  fileprivate var next: Waiter?

  init(_ slot: Slot) { self.slot = slot }

  /// Makes the task ready; it runs when its turn comes.
  func resume() {
    continuation.take()?.resume(returning: true)
  }
}

/// Tasks that wait, first come, first served.
final class WaitQueue<Slot> {
  private var first: Waiter<Slot>?
  private var last: Waiter<Slot>?

  var isEmpty: Bool { first == nil }

  /// Suspends the calling task until its waiter is taken and resumed.
  /// - Returns: false when the task is, or gets, cancelled before that.
  func wait(as waiter: Waiter<Slot>) async -> Bool {
    // Shared with the handler, which runs on this same thread.
    nonisolated(unsafe) let queue = self
    nonisolated(unsafe) let waiter = waiter
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        // The handler that ran already found nothing to do.
        guard !Task.isCancelled else { return continuation.resume(returning: false) }
        queue.append(waiter, continuation)
      }
    } onCancel: {
      queue.cancel(waiter)
    }
  }

  /// The same, but cancellation is not looked at.
  func waitRegardless(as waiter: Waiter<Slot>) async {
    _ = await withUnsafeContinuation { append(waiter, $0) }
  }

  /// Takes out the waiter that has waited longest; whoever takes it resumes it.
  func takeFirst() -> Waiter<Slot>? {
    guard let waiter = first else { return nil }
    remove(waiter)
    return waiter
  }

  private func cancel(_ waiter: Waiter<Slot>) {
    // Without a continuation it has been resumed; with one it is in the list.
    guard let continuation = waiter.continuation.take() else { return }
    remove(waiter)
    continuation.resume(returning: false)
  }

  private func append(
    _ waiter: Waiter<Slot>, _ continuation: UnsafeContinuation<Bool, Never>
  ) {
    waiter.continuation = continuation
    waiter.previous = last
    if let last { last.next = waiter } else { first = waiter }
    last = waiter
  }

  private func remove(_ waiter: Waiter<Slot>) {
    let (previous, next) = (waiter.previous.take(), waiter.next.take())
    if let previous { previous.next = next } else { first = next }
    if let next { next.previous = previous } else { last = previous }
  }
}

extension WaitQueue<Void> {
  func wait() async -> Bool { await wait(as: Waiter(())) }

  /// Resumes the task that has waited longest; false when none waits.
  func resumeFirst() -> Bool {
    guard let waiter = takeFirst() else { return false }
    waiter.resume()
    return true
  }
}
