import Concurrency
import ManualTime
import Testing
import Time

@Suite struct ConditionTests {
  let time = ManualTime()
  let trace = Trace()
  let condition = AsyncCondition()
  let mutex = AsyncMutex()

  @discardableResult
  private func waiter(_ name: String) -> Task<Void, Never> {
    time.start { [condition, trace] in
      do {
        try await condition.wait()
        trace.note(name)
      } catch {
        trace.note(name + " gave up")
      }
    }
  }

  @Test func aSignalWakesWhoHasWaitedLongest() {
    for name in ["a", "b", "c"] { waiter(name) }
    time.settle()
    condition.signal()
    time.settle()
    #expect(trace.events == ["a"])
    condition.broadcast()
    time.settle()
    #expect(trace.events == ["a", "b", "c"])
  }

  @Test func aSignalIsNotKept() {
    condition.signal()
    condition.broadcast()
    waiter("a")
    time.settle()
    #expect(trace.events.isEmpty)
  }

  @Test func whoIsCancelledTakesNoSignalFromOthers() {
    let first = waiter("a")
    waiter("b")
    time.settle()
    first.cancel()
    condition.signal()
    time.settle()
    #expect(trace.events == ["a gave up", "b"])
  }

  @Test func whoIsCancelledAlreadyDoesNotWait() {
    waiter("a").cancel()
    lockedWaiter("b").cancel()
    time.settle()
    #expect(trace.events == ["a gave up", "b never had the lock"])
    #expect(!mutex.isLocked)
  }

  /// Waits with the lock held, and says what it finds when it wakes.
  @discardableResult
  private func lockedWaiter(_ name: String) -> Task<Void, Never> {
    time.start { [condition, mutex, trace] in
      do {
        try await mutex.lock()
        defer { mutex.unlock() }
        do {
          try await condition.wait(releasing: mutex)
          trace.note(name + (mutex.isLocked ? " has the lock" : " has no lock"))
        } catch {
          trace.note(name + " gave up" + (mutex.isLocked ? " with the lock" : ""))
        }
      } catch {
        trace.note(name + " never had the lock")
      }
    }
  }

  @Test func theMutexIsFreeWhileItWaits() {
    lockedWaiter("a")
    time.settle()
    #expect(mutex.tryLock())
    condition.signal()
    time.settle()
    // Woken, it waits for the lock.
    #expect(trace.events.isEmpty)
    mutex.unlock()
    time.settle()
    #expect(trace.events == ["a has the lock"])
    #expect(!mutex.isLocked)
  }

  @Test func whoIsCancelledHasTheLockAgainBeforeItThrows() {
    let task = lockedWaiter("a")
    time.settle()
    #expect(mutex.tryLock())
    task.cancel()
    time.settle()
    #expect(trace.events.isEmpty)
    mutex.unlock()
    time.settle()
    #expect(trace.events == ["a gave up with the lock"])
    #expect(!mutex.isLocked)
  }

  /// The classic: consumers wait for a state that a producer changes.
  @Test func consumersSeeEveryItemOnce() throws {
    let (condition, mutex, trace) = (condition, mutex, trace)
    let items = Count()
    try time.run {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<3 {
          group.addTask {
            for _ in 0..<4 {
              try? await mutex.lock()
              while items.value == 0 { try? await condition.wait(releasing: mutex) }
              items.value -= 1
              trace.note("item")
              mutex.unlock()
            }
          }
        }
        group.addTask {
          for _ in 0..<12 {
            try? await mutex.withLock { items.value += 1 }
            condition.signal()
          }
        }
      }
    }
    #expect(items.value == 0)
    #expect(trace.events.count == 12)
  }
}
