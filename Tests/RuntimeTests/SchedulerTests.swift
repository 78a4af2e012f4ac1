import Devices
import ManualTime
import Testing
import Time

/// The policy that images run by, on a clock that is set by hand.
@Suite struct SchedulerTests {
  let time = ManualTime()
  let order = Order()

  @Test func tasksRunInTheOrderInWhichTheyBecameReady() {
    for number in 0..<100 {
      time.start { [order] in
        order.note(number)
        await Task.yield()
        order.note(100 + number)
      }
    }
    time.settle()
    #expect(order.numbers == Array(0..<200))
  }

  @Test func sleepersWakeByDeadlineAndThoseOfOneDeadlineInOrder() {
    let clock = time.clock
    for number in 0..<1000 {
      time.start { [order] in
        // Ten to a deadline, the last ones first.
        try? await clock.sleep(until: .zero + .seconds(100 - Int64(number / 10)))
        order.note(number)
      }
    }
    time.advance(by: .seconds(1000))
    let expected = (0..<100).reversed().flatMap { ten in (0..<10).map { ten * 10 + $0 } }
    #expect(order.numbers == expected)
  }

  /// While ten thousand tasks sleep nothing runs and nobody looks at them, until the first deadline.
  @Test func sleepersCostNothingWhileAsleep() {
    let clock = time.clock
    for number in 0..<10_000 {
      time.start { [order] in
        try? await clock.sleep(until: .zero + .seconds(3600 + Int64(number)))
        order.note(number)
      }
    }
    time.settle()
    #expect(time.sleeping == 10_000)
    let (runs, turns) = (time.runs, time.turns)
    time.advance(to: .zero + .seconds(3599))
    #expect(time.runs == runs)
    #expect(time.turns == turns + 1)
    // Each wakes once.
    time.advance(to: .zero + .seconds(100_000))
    #expect(time.runs == runs + 10_000)
    #expect(order.numbers == Array(0..<10_000))
    #expect(time.sleeping == 0)
  }

  @Test func whoReckonsFromADeadlineDoesNotDrift() throws {
    let clock = time.clock
    let instants = try time.run {
      var instants: [Time.Instant] = []
      var deadline = clock.now
      for _ in 0..<1000 {
        deadline = deadline + .milliseconds(7)
        try? await clock.sleep(until: deadline)
        instants.append(clock.now)
      }
      return instants
    }
    #expect(instants == (1...1000).map { .zero + .milliseconds(7 * $0) })
  }

  /// A task that yields for ever keeps no sleeper from waking, and no other task from its turn.
  @Test func nobodyIsStarvedByTasksThatYield() {
    let clock = time.clock
    let stop = Order()
    for _ in 0..<3 {
      time.start {
        while stop.numbers.isEmpty { await Task.yield() }
      }
    }
    time.start { [order] in
      for number in 0..<10 {
        try? await clock.sleep(until: .zero)
        await Task.yield()
        order.note(number)
      }
      stop.note(1)
    }
    time.settle()
    #expect(order.numbers == Array(0..<10))
  }

  /// Between two looks at the timers no more than 64 tasks run.
  @Test func timersAreLookedAtThoughTasksAreReady() {
    for _ in 0..<640 { time.start {} }
    let turns = time.turns
    time.settle()
    #expect(time.turns - turns == 10)
  }

  @Test func cancellationWakesASleeperAndLeavesNoTimer() {
    let clock = time.clock
    let tasks = (0..<1000).map { number in
      time.start { [order] in
        do { try await clock.sleep(for: .seconds(60)) } catch { order.note(number) }
      }
    }
    time.settle()
    #expect(time.sleeping == 1000)
    for task in tasks where task != tasks[500] { task.cancel() }
    #expect(time.sleeping == 1)
    time.settle()
    #expect(order.numbers == (0..<1000).filter { $0 != 500 })
    time.advance(by: .seconds(60))
    #expect(time.sleeping == 0)
    #expect(order.numbers.count == 999)
  }

  @Test(arguments: [0, 60] as [Int64])
  func aCancelledTaskDoesNotSleep(seconds: Int64) {
    let clock = time.clock
    let task = time.start { [order] in
      do { try await clock.sleep(for: .seconds(seconds)) } catch { order.note(1) }
    }
    task.cancel()
    time.settle()
    #expect(order.numbers == [1])
    #expect(time.sleeping == 0)
  }

  @Test func whenNothingCanEverRunTheSchedulerSaysSo() {
    #expect(throws: Stuck.self) {
      try time.run { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
    }
  }
}

/// Numbers in the order in which tasks of one thread noted them.
final class Order: @unchecked Sendable {
  private(set) var numbers: [Int] = []

  func note(_ number: Int) { numbers.append(number) }
}
