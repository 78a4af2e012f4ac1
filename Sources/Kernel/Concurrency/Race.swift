// The first of several, and all of several. Both are structured: when they return, nothing that they started
// is left running.
//
//     race   ──┬── A ────────┤ first: its result        join   ──┬── A ────┤        ├── (a, b)
//              └── B ──────╳ cancelled, and awaited              └── B ─────────────┤
//
// With an array, bodies that cannot throw have a function of their own. The generic one takes them too, with
// `Never` for `Failure`, but where it is not specialised (Swift 6.3.1, tests on the host) their results go astray.

internal import _Concurrency

/// The result, or the error, of whichever contender ends first. The others are cancelled, and awaited: `race`
/// returns when all have ended. Of those that end in the same turn of the executor, the first to do so wins.
///
/// Cancellation: passed on to every contender; the first to end still wins.
///
/// - Precondition: there is a contender.
public func race<Success: Sendable, Failure: Error>(
  _ contenders: [@Sendable () async throws(Failure) -> Success]
) async throws(Failure) -> Success {
  let first = await withTaskGroup(of: Result<Success, Failure>.self) { group in
    for contender in contenders {
      group.addTask { await outcome(of: contender) }
    }
    return await firstOf(&group)
  }
  return try first.get()
}

/// The result of whichever contender ends first; see above.
/// - Precondition: there is a contender.
public func race<Success: Sendable>(
  _ contenders: [@Sendable () async -> Success]
) async -> Success {
  await withTaskGroup(of: Success.self) { group in
    for contender in contenders {
      group.addTask { await contender() }
    }
    return await firstOf(&group)
  }
}

/// The result, or the error, of whichever contender ends first; see above.
public func race<Success: Sendable, Failure: Error>(
  _ first: @escaping @Sendable () async throws(Failure) -> Success,
  _ second: @escaping @Sendable () async throws(Failure) -> Success
) async throws(Failure) -> Success {
  try await race([first, second])
}

private func firstOf<Success: Sendable>(_ group: inout TaskGroup<Success>) async -> Success {
  guard let first = await group.next() else {
    preconditionFailure("a race without contenders has no winner")
  }
  group.cancelAll()
  return first
}

/// What a body that may throw came to: a typed error does not pass through a task group.
func outcome<Success, Failure: Error>(
  of body: () async throws(Failure) -> Success
) async -> Result<Success, Failure> {
  do throws(Failure) {
    return .success(try await body())
  } catch {
    return .failure(error)
  }
}
