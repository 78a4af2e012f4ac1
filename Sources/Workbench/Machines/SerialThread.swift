import Foundation
import Synchronization

/// A thread that carries out one thing after the other: some system calls are heeded only when they come from
/// the same thread each time.
final class SerialThread: Sendable {
  private let condition = NSCondition()
  private nonisolated(unsafe) var waiting: [@Sendable () -> Void] = []
  private nonisolated(unsafe) var isOver = false

  init(name: String) {
    let thread = Thread { [self] in run() }
    thread.name = name
    thread.start()
  }

  /// Carries out `body` on the thread, and waits for it. Nil: the thread has ended.
  func perform<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Value? {
    let done = DispatchSemaphore(value: 0)
    let box = ResultBox<Value>()
    condition.lock()
    guard !isOver else {
      condition.unlock()
      return nil
    }
    waiting.append {
      let value = body()
      box.result.withLock { $0 = value }
      done.signal()
    }
    condition.signal()
    condition.unlock()
    done.wait()
    return box.result.withLock { $0 }
  }

  /// What is under way is finished, nothing new is begun.
  func end() {
    condition.lock()
    isOver = true
    condition.signal()
    condition.unlock()
  }

  private func run() {
    while true {
      condition.lock()
      while waiting.isEmpty && !isOver { condition.wait() }
      guard !waiting.isEmpty else {
        condition.unlock()
        return
      }
      let body = waiting.removeFirst()
      condition.unlock()
      body()
    }
  }
}

/// What another thread fills in.
private final class ResultBox<Value: Sendable>: Sendable {
  let result: Mutex<Value?>
  init() { result = Mutex(nil) }
}
