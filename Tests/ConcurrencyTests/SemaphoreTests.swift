import Concurrency
import ManualTime
import Testing
import Time

@Suite struct SemaphoreTests {
  let time = ManualTime()
  let trace = Trace()

  @Test func soManyAtOnceAndNoMore() throws {
    let semaphore = AsyncSemaphore(permits: 3)
    let (inside, most) = (Count(), Count())
    let clock = time.clock
    try time.run {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<10 {
          group.addTask {
            try? await semaphore.withPermit {
              inside.value += 1
              most.value = max(most.value, inside.value)
              try? await clock.sleep(for: .seconds(1))
              inside.value -= 1
            }
          }
        }
      }
    }
    #expect(most.value == 3)
    // Ten in threes.
    #expect(time.now == .zero + .seconds(4))
    #expect(semaphore.permits == 3)
  }

  @Test func aPermitGoesToWhoHasWaitedLongest() {
    let semaphore = AsyncSemaphore(permits: 0)
    for name in ["a", "b", "c"] { start(name, semaphore) }
    time.settle()
    #expect(trace.events.isEmpty)
    for names in [["a"], ["a", "b"], ["a", "b", "c"]] {
      semaphore.signal()
      // It is taken already: nobody else can have it.
      #expect(!semaphore.tryWait())
      time.settle()
      #expect(trace.events == names)
    }
    semaphore.signal()
    #expect(semaphore.permits == 1)
    #expect(semaphore.tryWait())
    #expect(!semaphore.tryWait())
  }

  @Test func aWaiterThatIsCancelledTakesNoPermit() {
    let semaphore = AsyncSemaphore(permits: 0)
    let first = start("a", semaphore)
    start("b", semaphore)
    time.settle()
    first.cancel()
    semaphore.signal()
    time.settle()
    #expect(trace.events == ["a gave up", "b"])
    #expect(semaphore.permits == 0)
  }

  /// Signalled first and cancelled then: it has the permit, which is not lost.
  @Test func aPermitThatWasHandedOverIsKept() {
    let semaphore = AsyncSemaphore(permits: 0)
    let task = start("a", semaphore)
    time.settle()
    semaphore.signal()
    task.cancel()
    time.settle()
    #expect(trace.events == ["a"])
  }

  @Test func aPermitIsGivenBackWhenTheBodyThrows() throws {
    let semaphore = AsyncSemaphore(permits: 1)
    let failure = try time.run { () async -> TurnFailure<Broken>? in
      do throws(TurnFailure<Broken>) {
        try await semaphore.withPermit { () async throws(Broken) in throw Broken(number: 1) }
        return nil
      } catch {
        return error
      }
    }
    #expect(failure == .failed(Broken(number: 1)))
    #expect(semaphore.permits == 1)
  }

  @discardableResult
  private func start(_ name: String, _ semaphore: AsyncSemaphore) -> Task<Void, Never> {
    time.start { [trace] in
      do {
        try await semaphore.wait()
        trace.note(name)
      } catch {
        trace.note(name + " gave up")
      }
    }
  }
}
