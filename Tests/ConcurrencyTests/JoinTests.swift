import Concurrency
import ManualTime
import Testing
import Time

@Suite struct JoinTests {
  let time = ManualTime()

  @Test func resultsComeInTheOrderGivenHoweverTheyEnd() throws {
    let clock = time.clock
    let squares = try time.run {
      await join(
        (0..<10).map { number in
          { @Sendable () async -> Int in
            try? await clock.sleep(for: .seconds(10 - Int64(number)))
            return number * number
          }
        })
    }
    #expect(squares == (0..<10).map { $0 * $0 })
    // At once, not one after the other.
    #expect(time.now == .zero + .seconds(10))
  }

  @Test func nothingToJoinIsNothing() throws {
    let none: [@Sendable () async -> Int] = []
    #expect(try time.run { await join(none) }.isEmpty)
  }

  @Test func twoMayDifferInType() throws {
    let clock = time.clock
    let (number, text) = try time.run {
      await join(
        { () async -> Int in
          try? await clock.sleep(for: .seconds(2))
          return 1
        }, { "two" })
    }
    #expect(number == 1 && text == "two")
  }

  @Test(arguments: [false, true])
  func theFirstErrorCancelsTheOthersAndIsThrown(isPair: Bool) throws {
    let clock = time.clock
    let trace = Trace()
    let sleeps = { @Sendable () async throws(Broken) -> Int in
      if (try? await clock.sleep(for: .seconds(9))) == nil { trace.note("cancelled") }
      throw Broken(number: 2)
    }
    let breaks = { @Sendable () async throws(Broken) -> Int in
      try? await clock.sleep(for: .seconds(1))
      throw Broken(number: 1)
    }
    let failure = try time.run { () async -> Broken? in
      do throws(Broken) {
        if isPair {
          _ = try await join(sleeps, breaks)
        } else {
          _ = try await join([sleeps, breaks])
        }
        return nil
      } catch {
        trace.note("thrown")
        return error
      }
    }
    #expect(failure == Broken(number: 1))
    #expect(trace.events == ["cancelled", "thrown"])
    #expect(time.now == .zero + .seconds(1))
    #expect(time.sleeping == 0)
  }

  @Test func cancellationReachesEveryBody() {
    let clock = time.clock
    let trace = Trace()
    let task = time.start {
      await join(
        { trace.note((try? await clock.sleep(for: .seconds(1))) == nil ? "cancelled" : "slept") },
        { trace.note((try? await clock.sleep(for: .seconds(1))) == nil ? "cancelled" : "slept") })
    }
    time.settle()
    task.cancel()
    time.settle()
    #expect(trace.events == ["cancelled", "cancelled"])
    #expect(time.sleeping == 0)
  }
}
