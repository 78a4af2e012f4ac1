import Concurrency
import ManualTime
import Testing
import Time

@Suite struct TimeoutTests {
  let time = ManualTime()
  let trace = Trace()

  /// A body that sleeps, and heeds cancellation.
  private func body(_ pause: Time.Duration) -> @Sendable () async -> Int {
    { [clock = time.clock, trace] in
      do {
        try await clock.sleep(for: pause)
        return 1
      } catch {
        trace.note("cancelled")
        return 2
      }
    }
  }

  private func timed(
    _ limit: Time.Duration, _ body: @escaping @Sendable () async -> Int
  ) throws -> Int? {
    let clock = time.clock
    return try time.run { () async -> Int? in
      do { return try await withTimeout(limit, on: clock, body) } catch { return nil }
    }
  }

  @Test func aBodyInTimeHasItsResultAndLeavesNoTimer() throws {
    #expect(try timed(.seconds(2), body(.seconds(1))) == 1)
    #expect(time.now == .zero + .seconds(1))
    #expect(time.sleeping == 0)
    #expect(trace.events.isEmpty)
  }

  @Test func aBodyThatIsLateIsCancelledAndItsResultDropped() throws {
    #expect(try timed(.seconds(1), body(.seconds(2))) == nil)
    #expect(time.now == .zero + .seconds(1))
    #expect(time.sleeping == 0)
    #expect(trace.events == ["cancelled"])
  }

  @Test(arguments: [0, -5] as [Int64])
  func withoutTimeABodyThatDoesNotWaitIsInTime(seconds: Int64) throws {
    #expect(try timed(.seconds(seconds), { 7 }) == 7)
    #expect(try timed(.seconds(seconds), body(.seconds(1))) == nil)
    #expect(time.now == .zero)
  }

  /// The body ends long after the limit: so does the call.
  @Test func theBodyIsAwaited() throws {
    let condition = AsyncCondition()
    let clock = time.clock
    let trace = trace
    let task = time.start {
      do throws(TimedOut) {
        try await withTimeout(.seconds(1), on: clock) {
          // Two waits, one of which nobody cancels.
          try? await clock.sleep(for: .seconds(60))
          await Task.detached(executorPreference: self.time) { try? await condition.wait() }.value
          trace.note("body ends")
        }
      } catch {
        trace.note(error.description)
      }
    }
    time.advance(by: .seconds(30))
    #expect(trace.events.isEmpty)
    condition.signal()
    time.settle()
    #expect(trace.events == ["body ends", "timed out"])
    _ = task
  }

  @Test func theBodysErrorIsTheCallers() throws {
    let clock = time.clock
    let failure = try time.run { () async -> TimeoutFailure<Broken>? in
      do throws(TimeoutFailure<Broken>) {
        try await withTimeout(.seconds(1), on: clock) { () async throws(Broken) in
          throw Broken(number: 3)
        }
        return nil
      } catch {
        return error
      }
    }
    #expect(failure == .failed(Broken(number: 3)))
  }

  @Test func aBodyThatThrowsMayBeLate() throws {
    let clock = time.clock
    let failure = try time.run { () async -> TimeoutFailure<CancellationError>? in
      do throws(TimeoutFailure<CancellationError>) {
        try await withTimeout(.seconds(1), on: clock) { () async throws(CancellationError) in
          try await clock.sleep(for: .seconds(2))
        }
        return nil
      } catch {
        return error
      }
    }
    guard case .timedOut = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test func theCallersCancellationIsTheBodys() {
    let clock = time.clock
    let trace = trace
    let body = body(.seconds(5))
    let task = time.start {
      do throws(TimedOut) {
        trace.note("body returned \(try await withTimeout(.seconds(9), on: clock, body))")
      } catch {
        trace.note(error.description)
      }
    }
    time.advance(by: .seconds(1))
    #expect(time.sleeping == 2)
    task.cancel()
    time.settle()
    #expect(trace.events == ["cancelled", "body returned 2"])
    #expect(time.sleeping == 0)
  }

  /// A limit inside of a limit: the outer one ends both.
  @Test func limitsNest() throws {
    let clock = time.clock
    let inner = body(.seconds(9))
    let outer = try timed(.seconds(1)) {
      do { return try await withTimeout(.seconds(5), on: clock, inner) } catch { return 3 }
    }
    #expect(outer == nil)
    #expect(trace.events == ["cancelled"])
    #expect(time.now == .zero + .seconds(1))
    #expect(time.sleeping == 0)
  }
}
