// What a unikernel does before it ends: hooks, last first.
//
//     start returns ──┐
//     start throws  ──┼──► System.exit ──► hook n … hook 2, hook 1 ──► the host sees the status
//     exit(status:) ──┘
//
// Hooks are async and `exit` is not: it runs them as a task, and the executor's loop on top of the stack of
// whoever called it, which never gets it back. Other tasks go on meanwhile; whatever they do the status is the
// first one that `exit` was called with.

#if hasFeature(Embedded)
  public import _Concurrency

  /// Has `hook` run when the unikernel ends: when start returns or throws, and at `System.exit`; not after a
  /// panic or a trap. The hook that was added last runs first, one at a time; one may add others.
  ///
  /// The end waits for every hook. A hook must not wait for whoever called `exit`, nor call it.
  ///
  /// Cancellation: nobody cancels hooks.
  @export(interface)
  public func atExit(_ hook: @escaping @Sendable () async -> Void) {
    exitHooks.add(hook)
    runExitHooks = endAfterHooks
  }

  private nonisolated(unsafe) var exitHooks = ExitHooks()
  private nonisolated(unsafe) var isEnding = false
  /// Called before the first hook runs.
  nonisolated(unsafe) var exitBegins: (() -> Void)?

  private func endAfterHooks(status: Int) -> Never {
    if !isEnding {
      isEnding = true
      exitBegins?()
      Task {
        while let hook = exitHooks.takeLast() { await hook() }
        System.end(status: status)
      }
    }
    runForever()
  }
#endif
