// A child process, watched by a thread of its own from its start to its end.
//
// `run` starts it as the leader of a new session, so that a signal to its group reaches whatever
// it starts and a Ctrl-C at the terminal does not reach it. The thread then waits in poll():
//
//     bytes arrive            handed on at once, with the time of the read
//     the output limit        kill the group
//     the budget              `atDeadline`, a grace, kill the group
//     cancellation            kill the group
//     the leader has ended    kill what is left of its group, drain the pipes, reap, report
//
// The leader stays a zombie until its group is dead: only then is its number free for reuse, so a
// signal never hits a stranger. A thread, not a task: time stamps must not wait for the
// cooperative pool, on which others compute, and the kernel's parent-death signal is bound to the
// thread that started the child.

import Foundation
import Synchronization

package final class ChildProcess: Sendable {
  private let request: ChildRequest
  private let wake: ChildPipe
  private let isCancelled = Atomic(false)

  private init(_ request: ChildRequest) throws(SystemFailure) {
    self.request = request
    wake = try ChildPipe()
  }

  /// Runs a child to its end. When the task is cancelled the child is killed, and the report says
  /// so. No child, zombie or descriptor remains.
  package static func run(_ request: ChildRequest) async throws(SystemFailure) -> ChildReport {
    let child = try ChildProcess(request)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let thread = Thread {
          let result = Result { () throws(SystemFailure) in try child.supervise() }
          continuation.resume(returning: result)
        }
        thread.name = "child"
        thread.start()
      }
    } onCancel: {
      child.cancel()
    }
    return try result.get()
  }

  /// The same on the caller's own thread, and without cancellation: for code that is not async.
  package static func runBlocking(
    _ request: ChildRequest
  ) throws(SystemFailure) -> ChildReport {
    try ChildProcess(request).supervise()
  }

  private func cancel() {
    isCancelled.store(true, ordering: .releasing)
    _ = write(wake.writer.number, "!", 1)
  }

  private func supervise() throws(SystemFailure) -> ChildReport {
    let start = ContinuousClock.now
    var pipes: [ChildRequest.Channel: ChildPipe] = [:]
    for channel in ChildRequest.Channel.allCases where channel != .status || request.hasStatus {
      pipes[channel] = try ChildPipe()
    }
    let child = try spawn(request, pipes: pipes)
    for pipe in pipes.values { pipe.writer.close() }
    request.started(child)
    var watch = ChildWatch(
      request: request, child: child, start: start, wake: wake.reader.number,
      readers: pipes.mapValues(\.reader))
    let stop = watch.wait { isCancelled.load(ordering: .acquiring) }
    request.ending()
    let end = watch.bury()
    return ChildReport(end: end, stop: stop, duration: ContinuousClock.now - start)
  }
}
