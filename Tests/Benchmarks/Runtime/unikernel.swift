// What the runtime's own operations cost, in nanoseconds each. One line per figure, `name value`, the
// median of nine rounds; `mirador bench` runs it and prints the table.

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
    await report("sleep-expired", console, clock, count: 5_000) { count in
      for _ in 0..<count { try? await clock.sleep(until: .zero) }
    }
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
  private static func report(
    _ name: String, _ console: any Console, _ clock: any MonotonicClock, count: Int,
    _ body: (Int) async -> Void
  ) async {
    await body(count / 10)
    var times: [Int64] = []
    for _ in 0..<rounds {
      let start = clock.now
      await body(count)
      times.append((clock.now - start).nanoseconds)
    }
    times.sort()
    let tenths = times[rounds / 2] * 10 / Int64(count)
    console.print(name + " \(tenths / 10).\(tenths % 10)")
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
