// What the runtime's own operations cost. One line per figure, `name value` in nanoseconds of one operation,
// or `name value bytes`; the median of nine rounds. `mirador bench` runs it and prints the table.

import Introspection
import Kernel

enum Benchmark {
  static let rounds = 9

  static func start(console: any Console, clock: any MonotonicClock) async {
    await report("yield", console, clock, count: 20_000) { count in
      for _ in 0..<count { await Task.yield() }
    }
    await report("yield-two-tasks", console, clock, count: 20_000) { count in
      async let other: Void = yields(count / 2)
      await yields(count / 2)
      await other
    }
    await report("spawn-join", console, clock, count: 5_000) { count in
      for _ in 0..<count { await Task { counter &+= 1 }.value }
    }
    await report("async-let", console, clock, count: 5_000) { count in
      for _ in 0..<count {
        async let one = increment()
        await one
      }
    }
    await report("continuation", console, clock, count: 20_000) { count in
      for _ in 0..<count {
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
          continuation.resume()
        }
      }
    }
    let mutex = AsyncMutex()
    await report("mutex", console, clock, count: 20_000) { count in
      for _ in 0..<count { try? await mutex.withLock { counter &+= 1 } }
    }
    await report("mailbox-hop", console, clock, count: 10_000) { count in
      let mailbox = Mailbox<Int>(capacity: 0)
      async let receiving: Void = receive(from: mailbox)
      for number in 0..<count { try? await mailbox.send(number) }
      mailbox.close()
      await receiving
    }
    await report("timeout", console, clock, count: 5_000) { count in
      for _ in 0..<count { _ = try? await withTimeout(.seconds(1), on: clock) { counter } }
    }
    await report("sleep-expired", console, clock, count: 5_000) { count in
      for _ in 0..<count { try? await clock.sleep(until: .zero) }
    }
    await report("sleep-1us-late", console, clock, count: 1_000, less: 1_000) { count in
      for _ in 0..<count { try? await clock.sleep(for: .microseconds(1)) }
    }
    await reportShortSleeps(console, clock)
    for count in [10_000, 100_000] { await reportTasks(count, console, clock) }
    for count in [10_000, 100_000] { await reportSleepers(count, console, clock) }
    await report("clock-read", console, clock, count: 20_000) { count in
      for _ in 0..<count { sink = clock.now.nanoseconds }
    }
    await report("alloc-free-64", console, clock, count: 50_000) { count in
      for _ in 0..<count { churn(64) }
    }
    await report("alloc-free-class", console, clock, count: 50_000) { count in
      for _ in 0..<count { keep(Box(value: 1)) }
    }
    HeapProfile.start()
    await report("alloc-free-64-profiled", console, clock, count: 50_000) { count in
      for _ in 0..<count { churn(64) }
    }
    HeapProfile.stop()
    let log = Log("benchmark")
    await report("log-disabled", console, clock, count: 50_000) { count in
      for number in 0..<count { log.debug("a message", ["number": .integer(number)]) }
    }
    await report("log-enabled", console, clock, count: 200) { count in
      for number in 0..<count { log.info("a message", ["number": .integer(number)]) }
    }
  }

  /// Runs `body` for `count` operations, nine times, and prints the median cost of one.
  /// - Parameter known: nanoseconds of an operation that are no cost.
  private static func report(
    _ name: String, _ console: any Console, _ clock: any MonotonicClock, count: Int,
    less known: Int64 = 0, _ body: (Int) async -> Void
  ) async {
    await body(count / 10)
    var times: [Int64] = []
    for _ in 0..<rounds {
      let start = clock.now
      await body(count)
      times.append((clock.now - start).nanoseconds)
    }
    console.print(line(name, median(of: times) - known * Int64(count), count))
  }

  /// How much later than asked a sleep of a millisecond returns: the median, and what one in a hundred
  /// exceeds.
  private static func reportShortSleeps(_ console: any Console, _ clock: any MonotonicClock) async {
    var late: [Int64] = []
    for _ in 0..<500 {
      let deadline = clock.now + .milliseconds(1)
      try? await clock.sleep(until: deadline)
      late.append((clock.now - deadline).nanoseconds)
    }
    late.sort()
    console.print(line("sleep-1ms-late-p50", late[late.count / 2], 1))
    console.print(line("sleep-1ms-late-p99", late[late.count * 99 / 100], 1))
  }

  /// So many tasks at once that have nothing to do: what it costs to start and join one, and the bytes that
  /// one takes until it runs.
  private static func reportTasks(
    _ count: Int, _ console: any Console, _ clock: any MonotonicClock
  ) async {
    var times: [Int64] = []
    var bytes: [Int64] = []
    for _ in 0..<rounds {
      var tasks: [Task<Void, Never>] = []
      tasks.reserveCapacity(count)
      let used = Heap.statistics.used
      let start = clock.now
      for _ in 0..<count { tasks.append(Task { counter &+= 1 }) }
      bytes.append(Int64(Heap.statistics.used - used))
      for task in tasks { await task.value }
      times.append((clock.now - start).nanoseconds)
    }
    console.print(line("spawn-join-\(count / 1000)k", median(of: times), count))
    console.print(line("spawn-join-\(count / 1000)k-size", median(of: bytes), count) + " bytes")
  }

  /// So many tasks that sleep at once, their deadlines in no order: what it costs to start one and put it to
  /// sleep, and to wake one and join it, and the bytes that one takes meanwhile. The processor does not halt.
  private static func reportSleepers(
    _ sleeperCount: Int, _ console: any Console, _ clock: any MonotonicClock
  ) async {
    // One thread: nothing is shared at the same time.
    nonisolated(unsafe) let shared = clock
    var starts: [Int64] = []
    var wakes: [Int64] = []
    var bytes: [Int64] = []
    for _ in 0..<rounds {
      var tasks: [Task<Void, Never>] = []
      tasks.reserveCapacity(sleeperCount)
      let used = Heap.statistics.used
      let begin = clock.now
      let first = begin + .microseconds(Int64(sleeperCount) * 10)
      for index in 0..<sleeperCount {
        let deadline = first + .nanoseconds(Int64(index &* 7919 % sleeperCount))
        tasks.append(Task { try? await shared.sleep(until: deadline) })
      }
      // First come, first served: after this all of them have run, and sleep.
      await Task.yield()
      let asleep = clock.now
      guard asleep < first else { continue }
      starts.append((asleep - begin).nanoseconds)
      bytes.append(Int64(Heap.statistics.used - used))
      while clock.now < first + .nanoseconds(Int64(sleeperCount)) {}
      let wake = clock.now
      for task in tasks { await task.value }
      wakes.append((clock.now - wake).nanoseconds)
    }
    // None when the machine is so slow that the first woke before the last slept.
    guard !wakes.isEmpty else { return }
    let name = "sleepers-\(sleeperCount / 1000)k"
    console.print(line(name + "-start", median(of: starts), sleeperCount))
    console.print(line(name + "-wake", median(of: wakes), sleeperCount))
    console.print(line(name + "-size", median(of: bytes), sleeperCount) + " bytes")
  }

  private static func median(of times: [Int64]) -> Int64 {
    times.sorted()[times.count / 2]
  }

  /// `name value`, the value being nanoseconds of one of `count` operations, in tenths.
  private static func line(_ name: String, _ total: Int64, _ count: Int) -> String {
    let tenths = (total > 0 ? total : 0) * 10 / Int64(count)
    return name + " \(tenths / 10).\(tenths % 10)"
  }

  private static func receive(from mailbox: Mailbox<Int>) async {
    for await number in mailbox { counter &+= number }
  }

  private static func yields(_ count: Int) async {
    for _ in 0..<count { await Task.yield() }
  }

  private static func increment() async {
    counter &+= 1
  }
}

nonisolated(unsafe) var counter = 0
nonisolated(unsafe) var sink: UInt64 = 0

final class Box {
  let value: Int
  init(value: Int) { self.value = value }
}

@inline(never)
func keep(_ box: Box) {
  counter &+= box.value
}

@inline(never)
func churn(_ size: Int) {
  let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
  memory.storeBytes(of: 1, as: UInt8.self)
  counter &+= Int(memory.load(as: UInt8.self))
  memory.deallocate()
}
