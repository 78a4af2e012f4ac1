import Concurrency
import ManualTime
import Testing
import Time

@Suite struct RaceTests {
  let time = ManualTime()
  let trace = Trace()

  /// Sleeps, and says how that ended.
  private func contender(
    _ name: String, _ pause: Time.Duration
  ) -> @Sendable () async -> String {
    { [clock = time.clock, trace] in
      do {
        try await clock.sleep(for: pause)
        trace.note(name + " ends")
      } catch {
        trace.note(name + " is cancelled")
      }
      return name
    }
  }

  @Test func theFirstWinsAndTheOthersAreCancelledAndAwaited() throws {
    let contenders = [
      contender("a", .seconds(3)), contender("b", .seconds(1)), contender("c", .seconds(2)),
    ]
    let winner = try time.run { await race(contenders) }
    #expect(winner == "b")
    #expect(trace.events == ["b ends", "a is cancelled", "c is cancelled"])
    #expect(time.now == .zero + .seconds(1))
    #expect(time.sleeping == 0)
  }

  @Test func twoContendersMayBeWrittenOneAfterTheOther() throws {
    let (slow, fast) = (contender("slow", .seconds(2)), contender("fast", .seconds(1)))
    #expect(try time.run { await race(slow, fast) } == "fast")
  }

  @Test func ofTwoThatEndInTheSameTurnTheFirstWins() throws {
    let contenders = [contender("a", .seconds(1)), contender("b", .seconds(1))]
    #expect(try time.run { await race(contenders) } == "a")
    #expect(trace.events == ["a ends", "b ends"])
  }

  @Test func anErrorWinsAsWell() throws {
    let clock = time.clock
    let trace = trace
    let failure = try time.run { () async -> Broken? in
      do throws(Broken) {
        _ = try await race(
          { () async throws(Broken) -> Int in throw Broken(number: 1) },
          { () async throws(Broken) -> Int in
            guard (try? await clock.sleep(for: .seconds(1))) == nil else { return 1 }
            trace.note("cancelled")
            return 2
          })
        return nil
      } catch {
        return error
      }
    }
    #expect(failure == Broken(number: 1))
    #expect(trace.events == ["cancelled"])
    #expect(time.now == .zero)
  }

  @Test func cancellationReachesEveryContender() {
    let contenders = [contender("a", .seconds(1)), contender("b", .seconds(2))]
    let trace = trace
    let task = time.start { trace.note("winner " + (await race(contenders))) }
    time.settle()
    #expect(time.sleeping == 2)
    task.cancel()
    time.settle()
    #expect(trace.events == ["a is cancelled", "b is cancelled", "winner a"])
    #expect(time.sleeping == 0)
  }

  /// A contender that does not heed cancellation is still awaited.
  @Test func nothingIsLeftRunning() throws {
    let clock = time.clock
    let trace = trace
    let stubborn: @Sendable () async -> String = {
      let end = clock.now + .seconds(5)
      while clock.now < end {
        // Without end when cancelled, but for time: the race waits for this one.
        if (try? await clock.sleep(until: end)) == nil { break }
      }
      await Task.yield()
      trace.note("stubborn ends")
      return "stubborn"
    }
    let contenders = [contender("a", .seconds(1)), stubborn]
    let winner = try time.run {
      let winner = await race(contenders)
      trace.note("race ends")
      return winner
    }
    #expect(winner == "a")
    #expect(trace.events == ["a ends", "stubborn ends", "race ends"])
  }
}
