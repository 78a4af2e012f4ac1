// Swift's own concurrency runtime doing what ../Runtime does. See README.md.

import Dispatch

let rounds = 9

func now() -> Int64 { Int64(DispatchTime.now().uptimeNanoseconds) }

func report(_ name: String, count: Int, _ body: (Int) async -> Void) async {
  await body(count / 10)
  var times: [Int64] = []
  for _ in 0..<rounds {
    let start = now()
    await body(count)
    times.append(now() - start)
  }
  times.sort()
  print("\(name) \(Double(times[rounds / 2]) / Double(count))")
}

func yields(_ count: Int) async {
  for _ in 0..<count { await Task.yield() }
}

actor Counter {
  var value = 0
  func increment() { value += 1 }
}

@main
enum Peer {
  static func main() async {
    await report("yield", count: 20_000) { count in await yields(count) }
    await report("yield-two-tasks", count: 20_000) { count in
      async let other: Void = yields(count / 2)
      await yields(count / 2)
      await other
    }
    await report("spawn-join", count: 2_000) { count in
      for _ in 0..<count { _ = await Task { 1 }.value }
    }
    let counter = Counter()
    await report("mutex", count: 20_000) { count in
      for _ in 0..<count { await counter.increment() }
    }
    await report("mailbox-hop", count: 5_000) { count in
      let (stream, sender) = AsyncStream<Int>.makeStream()
      async let sum = stream.reduce(0, +)
      for number in 0..<count {
        sender.yield(number)
        await Task.yield()
      }
      sender.finish()
      _ = await sum
    }
    var late: [Int64] = []
    for _ in 0..<500 {
      let deadline = now() + 1_000_000
      try? await Task.sleep(nanoseconds: 1_000_000)
      late.append(now() - deadline)
    }
    late.sort()
    print("sleep-1ms-late-p50 \(late[250])")
    print("sleep-1ms-late-p99 \(late[495])")
  }
}
