import Concurrency
import ManualTime
import Testing
import Time

@Suite struct EveryTests {
  let time = ManualTime()

  /// Ticks and when they came, in milliseconds, while the body of tick n takes `work(n)`.
  private func ticks(
    _ count: Int, work: @escaping @Sendable (Int64) -> Time.Duration
  ) throws -> [(Tick, at: Int64)] {
    let clock = time.clock
    return try time.run {
      var ticks: [(Tick, at: Int64)] = []
      for await tick in every(.milliseconds(10), on: clock) {
        ticks.append((tick, (clock.now - .zero).nanoseconds / 1_000_000))
        guard ticks.count < count else { break }
        try? await clock.sleep(for: work(tick.number))
      }
      return ticks
    }
  }

  @Test func deadlinesDoNotDriftHoweverLongTheBodyTakes() throws {
    let ticks = try ticks(1000) { .milliseconds($0 % 10) }
    #expect(ticks.map(\.at) == (1...1000).map { 10 * $0 })
    #expect(
      ticks.allSatisfy { $0.0.missed == 0 && $0.0.due.nanoseconds == UInt64($0.at) * 1_000_000 })
  }

  @Test func missedTicksAreCountedAndNotMadeUpFor() throws {
    // The second body takes 35 ms: from 20 to 55.
    let ticks = try ticks(5) { $0 == 2 ? .milliseconds(35) : .zero }
    #expect(ticks.map(\.0.number) == [1, 2, 5, 6, 7])
    #expect(ticks.map(\.0.missed) == [0, 0, 2, 0, 0])
    #expect(ticks.map(\.at) == [10, 20, 55, 60, 70])
  }

  @Test func aBodyThatEndsWithTheNextTickMissesNothing() throws {
    let ticks = try ticks(3) { _ in .milliseconds(10) }
    #expect(ticks.map(\.at) == [10, 20, 30])
    #expect(ticks.allSatisfy { $0.0.missed == 0 })
  }

  @Test func cancellationEndsTheLoopAndLeavesNoTimer() {
    let clock = time.clock
    let trace = Trace()
    let task = time.start {
      for await tick in every(.seconds(1), on: clock) { trace.note("\(tick.number)") }
      trace.note("over")
    }
    time.advance(by: .milliseconds(2500))
    #expect(time.sleeping == 1)
    task.cancel()
    time.settle()
    #expect(trace.events == ["1", "2", "over"])
    #expect(time.sleeping == 0)
  }

  @Test func anIntervalOfNothingTraps() async {
    await #expect(processExitsWith: .failure) { _ = every(.zero, on: ManualTime().clock) }
  }
}
