// What the runtime's own operations cost, in nanoseconds each. One line per figure, `name value`,
// the median of nine rounds; `mirador bench` runs it and prints the table.

import Kernel

enum Benchmark {
  static let rounds = 9
  static let sleeperCount = 10_000

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
    await reportSleepers(console, clock)
    await report("clock-read", console, clock, count: 20_000) { count in
      for _ in 0..<count { sink = clock.now.nanoseconds }
    }
    await report("alloc-free-64", console, clock, count: 50_000) { count in
      for _ in 0..<count { churn(64) }
    }
    await report("alloc-free-class", console, clock, count: 50_000) { count in
      for _ in 0..<count { keep(Box(value: 1)) }
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

  /// Ten thousand tasks that sleep at once, their deadlines in no order: what it costs to start one
  /// and put it to sleep, and to wake one and join it. The processor does not halt in either.
  private static func reportSleepers(_ console: any Console, _ clock: any MonotonicClock) async {
    // One thread: nothing is shared at the same time.
    nonisolated(unsafe) let shared = clock
    var starts: [Int64] = []
    var wakes: [Int64] = []
    for _ in 0..<rounds {
      let begin = clock.now
      let first = begin + .milliseconds(100)
      var tasks: [Task<Void, Never>] = []
      for index in 0..<sleeperCount {
        let deadline = first + .nanoseconds(Int64(index &* 7919 % sleeperCount))
        tasks.append(Task { try? await shared.sleep(until: deadline) })
      }
      // First come, first served: after this all of them have run, and sleep.
      await Task.yield()
      let asleep = clock.now
      guard asleep < first else { continue }
      starts.append((asleep - begin).nanoseconds)
      while clock.now < first + .nanoseconds(Int64(sleeperCount)) {}
      let wake = clock.now
      for task in tasks { await task.value }
      wakes.append((clock.now - wake).nanoseconds)
    }
    // None when the machine is so slow that the first woke before the last slept.
    guard !wakes.isEmpty else { return }
    console.print(line("sleepers-10k-start", median(of: starts), sleeperCount))
    console.print(line("sleepers-10k-wake", median(of: wakes), sleeperCount))
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
