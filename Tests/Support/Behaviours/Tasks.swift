import Kernel

/// Swift's concurrency, one behaviour for each part of it.
enum Tasks {
  static func run(_ system: Guest) async {
    switch system.behaviour {
    case "task": await task(system)
    case "detached": await detached(system)
    case "async-let": await asyncLet(system)
    case "group": await group(system)
    case "group-cancel": await cancelledGroup(system)
    case "actor": await counted(system)
    case "stream": await stream(system)
    case "cancel-sleep": await cancelSleep(system)
    case "cancelled-before": await cancelledBefore(system)
    case "many-sleepers": await manySleepers(system)
    case "order": await order(system)
    default: System.exit(status: 99)
    }
  }

  private static func task(_ system: Guest) async {
    let sum = Task { await double(20) + 2 }
    system.console.print("sum \(await sum.value)")
  }

  private static func detached(_ system: Guest) async {
    let sum = Task.detached(priority: .background) { await double(21) }
    system.console.print("sum \(await sum.value)")
  }

  private static func asyncLet(_ system: Guest) async {
    async let first = double(1)
    async let second = double(20)
    system.console.print("sum \(await first + second)")
  }

  private static func group(_ system: Guest) async {
    let sum = await withTaskGroup(of: Int.self) { group in
      for number in 1...100 { group.addTask { await double(number) } }
      var sum = 0
      for await value in group { sum += value }
      return sum
    }
    system.console.print("sum \(sum)")
  }

  private static func cancelledGroup(_ system: Guest) async {
    nonisolated(unsafe) let clock = system.clock
    let cancelled = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<5 {
        group.addTask {
          do throws(CancellationError) {
            try await clock.sleep(for: .seconds(3600))
            return false
          } catch {
            return true
          }
        }
      }
      group.cancelAll()
      var count = 0
      for await isCancelled in group where isCancelled { count += 1 }
      return count
    }
    system.console.print("cancelled \(cancelled)")
  }

  private static func counted(_ system: Guest) async {
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          for _ in 0..<20 { await counter.increment() }
        }
      }
    }
    system.console.print("count \(await counter.count)")
  }

  private static func stream(_ system: Guest) async {
    let (numbers, source) = AsyncStream.makeStream(of: Int.self)
    let writer = Task {
      for number in 1...5 {
        source.yield(number)
        await Task.yield()
      }
      source.finish()
    }
    for await number in numbers { system.console.print("number \(number)") }
    await writer.value
    system.console.print("finished")
  }

  /// A task sleeps for an hour; another cancels it.
  private static func cancelSleep(_ system: Guest) async {
    nonisolated(unsafe) let clock = system.clock
    let sleeper = Task { () -> String in
      do throws(CancellationError) {
        try await clock.sleep(for: .seconds(3600))
        return "slept"
      } catch {
        return "cancelled"
      }
    }
    try? await system.clock.sleep(for: .milliseconds(20))
    sleeper.cancel()
    system.console.print(await sleeper.value)
  }

  private static func cancelledBefore(_ system: Guest) async {
    nonisolated(unsafe) let clock = system.clock
    let sleeper = Task { () -> String in
      do throws(CancellationError) {
        try await clock.sleep(until: .zero)
        return "slept"
      } catch {
        return "cancelled"
      }
    }
    sleeper.cancel()
    system.console.print(await sleeper.value)
  }

  /// A thousand tasks with deadlines in no order; each must wake after its own, none early.
  private static func manySleepers(_ system: Guest) async {
    nonisolated(unsafe) let clock = system.clock
    let early = await withTaskGroup(of: Bool.self) { group in
      var random: UInt64 = 1
      for _ in 0..<1000 {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let pause = Int64(random >> 33) % 50_000
        group.addTask {
          let deadline = clock.now + .microseconds(pause)
          try? await clock.sleep(until: deadline)
          return clock.now < deadline
        }
      }
      var count = 0
      for await isEarly in group where isEarly { count += 1 }
      return count
    }
    system.console.print("early \(early)")
  }

  /// Three sleepers, started in the wrong order. All reckon from one instant: a slow host may start
  /// one long after the other.
  private static func order(_ system: Guest) async {
    nonisolated(unsafe) let shared = system
    let start = system.clock.now
    await withTaskGroup(of: Void.self) { group in
      for pause in [60, 20, 40] as [Int64] {
        group.addTask {
          try? await shared.clock.sleep(until: start + .milliseconds(pause))
          shared.console.print("woke \(pause)")
        }
      }
    }
  }

  private static func double(_ number: Int) async -> Int {
    await Task.yield()
    return number * 2
  }
}

private actor Counter {
  private(set) var count = 0

  func increment() async {
    let before = count
    count = before + 1
  }
}
