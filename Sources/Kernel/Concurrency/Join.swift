// All of several at once; see Race.swift.

internal import _Concurrency

/// The results of all bodies, which run at once, in the order in which they were given.
///
/// The first error cancels the others; they are awaited, and then that error is thrown.
///
/// Cancellation: passed on to every body.
public func join<Success: Sendable, Failure: Error>(
  _ bodies: [@Sendable () async throws(Failure) -> Success]
) async throws(Failure) -> [Success] {
  let all = await withTaskGroup(of: (Int, Result<Success, Failure>).self) { group in
    for (place, body) in bodies.enumerated() {
      group.addTask { (place, await outcome(of: body)) }
    }
    var found = [Success?](repeating: nil, count: bodies.count)
    while let (place, result) = await group.next() {
      switch result {
      case .success(let value): found[place] = value
      case .failure(let failure):
        group.cancelAll()
        return Result<[Success], Failure>.failure(failure)
      }
    }
    return .success(found.compactMap { $0 })
  }
  return try all.get()
}

/// The results of all bodies, which run at once, in the order in which they were given; see above.
public func join<Success: Sendable>(_ bodies: [@Sendable () async -> Success]) async -> [Success] {
  await withTaskGroup(of: (Int, Success).self) { group in
    for (place, body) in bodies.enumerated() {
      group.addTask { (place, await body()) }
    }
    var found = [Success?](repeating: nil, count: bodies.count)
    while let (place, value) = await group.next() { found[place] = value }
    return found.compactMap { $0 }
  }
}

/// The results of two bodies, which run at once; see above.
public func join<First: Sendable, Second: Sendable, Failure: Error>(
  _ first: @escaping @Sendable () async throws(Failure) -> First,
  _ second: @escaping @Sendable () async throws(Failure) -> Second
) async throws(Failure) -> (First, Second) {
  let both = await withTaskGroup(of: Half<First, Second, Failure>.self) { group in
    group.addTask { .first(await outcome(of: first)) }
    group.addTask { .second(await outcome(of: second)) }
    var found: (First?, Second?) = (nil, nil)
    while let half = await group.next() {
      switch half {
      case .first(.success(let value)): found.0 = value
      case .second(.success(let value)): found.1 = value
      case .first(.failure(let failure)), .second(.failure(let failure)):
        group.cancelAll()
        return Result<(First?, Second?), Failure>.failure(failure)
      }
    }
    return .success(found)
  }
  guard case (let first?, let second?) = try both.get() else {
    preconditionFailure("a body neither returned nor threw")
  }
  return (first, second)
}

private enum Half<First: Sendable, Second: Sendable, Failure: Error>: Sendable {
  case first(Result<First, Failure>)
  case second(Result<Second, Failure>)
}
