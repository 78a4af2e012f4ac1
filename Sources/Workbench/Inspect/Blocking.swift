import Foundation

/// Waits on a thread of its own for something asynchronous.
enum Blocking {
  static func wait<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) -> Value {
    let done = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var value: Value?
    Task.detached {
      value = await body()
      done.signal()
    }
    done.wait()
    guard let value else { preconditionFailure("signalled without a value") }
    return value
  }
}
