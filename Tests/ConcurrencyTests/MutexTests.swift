import Concurrency
import ManualTime
import Testing
import Time

@Suite struct MutexTests {
  let time = ManualTime()
  let trace = Trace()
  let mutex = AsyncMutex()

  /// Locks, holds the lock for a second, unlocks.
  private func holder(_ name: String) -> Task<Void, Never> {
    time.start { [clock = time.clock, mutex, trace] in
      do {
        try await mutex.withLock {
          trace.note(name)
          try? await clock.sleep(for: .seconds(1))
        }
      } catch {
        trace.note(name + " gave up")
      }
    }
  }

  @Test func itIsHandedOverInTheOrderOfComing() {
    for name in ["a", "b", "c"] { _ = holder(name) }
    time.settle()
    #expect(trace.events == ["a"])
    time.advance(by: .seconds(1))
    #expect(trace.events == ["a", "b"])
    // Between unlock and the next holder's turn nobody else gets it.
    #expect(!mutex.tryLock())
    time.advance(by: .seconds(2))
    #expect(trace.events == ["a", "b", "c"])
    #expect(!mutex.isLocked)
    #expect(mutex.tryLock())
  }

  /// Read, wait, write: without the lock most increments are lost.
  @Test(arguments: [true, false])
  func itKeepsOthersOutAcrossAnAwait(locks: Bool) throws {
    let mutex = mutex
    let count = Count()
    try time.run {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<100 {
          group.addTask {
            let step: @Sendable () async -> Void = {
              let before = count.value
              await Task.yield()
              count.value = before + 1
            }
            if locks { try? await mutex.withLock { await step() } } else { await step() }
          }
        }
      }
    }
    #expect(locks ? count.value == 100 : count.value < 100)
  }

  @Test func aWaiterThatIsCancelledLeavesTheQueue() {
    _ = holder("a")
    let second = holder("b")
    _ = holder("c")
    time.settle()
    second.cancel()
    time.settle()
    #expect(trace.events == ["a", "b gave up"])
    time.advance(by: .seconds(2))
    #expect(trace.events == ["a", "b gave up", "c"])
    #expect(!mutex.isLocked)
  }

  @Test func aTaskThatIsCancelledAlreadyDoesNotLock() {
    let task = holder("a")
    task.cancel()
    time.settle()
    #expect(trace.events == ["a gave up"])
    #expect(!mutex.isLocked)
  }

  /// Handed the lock, then cancelled before its turn: it has the lock, and gives it back.
  @Test func cancellationComesTooLateForWhoWasHandedTheLock() {
    #expect(mutex.tryLock())
    let task = holder("a")
    _ = holder("b")
    time.settle()
    mutex.unlock()
    task.cancel()
    #expect(mutex.isLocked)
    time.settle()
    // Cancelled, it does not sleep: the lock has moved on.
    #expect(trace.events == ["a", "b"])
    time.advance(by: .seconds(1))
    #expect(!mutex.isLocked)
  }

  @Test func theBodysErrorPassesAndUnlocks() throws {
    let mutex = mutex
    let failure = try time.run { () async -> TurnFailure<Broken>? in
      do throws(TurnFailure<Broken>) {
        try await mutex.withLock { () async throws(Broken) in throw Broken(number: 4) }
        return nil
      } catch {
        return error
      }
    }
    #expect(failure == .failed(Broken(number: 4)))
    #expect(!mutex.isLocked)
  }

  @Test func unlockingWhatIsNotLockedTraps() async {
    await #expect(processExitsWith: .failure) { AsyncMutex().unlock() }
  }
}

final class Count: @unchecked Sendable {
  var value = 0
}
