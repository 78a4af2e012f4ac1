import Kernel

/// What Kernel's Concurrency has, one behaviour for each part of it.
enum Together {
  static func run(_ system: Guest) async throws(Complaint) {
    switch system.behaviour {
    case "timeout": await timeout(system)
    case "race": await racing(system)
    case "join": await joining(system)
    case "mutex": await mutex(system)
    case "semaphore": await semaphore(system)
    case "condition": await condition(system)
    case "mailbox": await mailbox(system)
    case "broadcast": await broadcast(system)
    case "every": await ticks(system)
    case "churn": await churn(system)
    default: try await atExitHooks(system)
    }
  }

  /// One body in time, one late, one that throws.
  private static func timeout(_ system: Guest) async {
    let (console, clock) = (system.console, system.clock)
    for pause in [Duration.zero, .seconds(3600)] {
      do throws(TimedOut) {
        let answer = try await withTimeout(.milliseconds(50), on: clock) {
          try? await clock.sleep(for: pause)
          console.print("body ends")
          return 42
        }
        console.print("answer \(answer)")
      } catch {
        console.print(error.description)
      }
    }
    do throws(TimeoutFailure<Complaint>) {
      try await withTimeout(.seconds(3600), on: clock) { () async throws(Complaint) in
        throw Complaint(description: "body throws")
      }
    } catch {
      console.print(error.description)
    }
  }

  private static func racing(_ system: Guest) async {
    let clock = system.clock
    let winner = await race(
      (1...20).map { number in
        {
          // Number 7 wins; nobody else would end within the hour.
          try? await clock.sleep(for: number == 7 ? .milliseconds(20) : .seconds(3600))
          return number
        }
      })
    system.console.print("winner \(winner)")
  }

  private static func joining(_ system: Guest) async {
    let squares = await join(
      (1...10).map { number in
        {
          for _ in number..<10 { await Task.yield() }
          return number * number
        }
      })
    system.console.print("sum \(squares.reduce(0, +)) last \(squares[9])")
    let (number, text) = await join({ 1 }, { "two" })
    system.console.print("pair \(number) \(text)")
    do throws(Complaint) {
      let clock = system.clock
      _ = try await join(
        { () async throws(Complaint) -> Int in
          try? await clock.sleep(for: .seconds(3600))
          return 1
        },
        { () async throws(Complaint) -> Int in throw Complaint(description: "one throws") })
    } catch {
      system.console.print(error.description)
    }
  }

  private static func mutex(_ system: Guest) async {
    let (mutex, sum) = (AsyncMutex(), Sum())
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          for _ in 0..<20 {
            try? await mutex.withLock {
              let before = sum.value
              await Task.yield()
              sum.value = before + 1
            }
          }
        }
      }
    }
    system.console.print("count \(sum.value)")
  }

  private static func semaphore(_ system: Guest) async {
    let (semaphore, inside, most) = (AsyncSemaphore(permits: 3), Sum(), Sum())
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          try? await semaphore.withPermit {
            inside.value += 1
            most.value = max(most.value, inside.value)
            await Task.yield()
            inside.value -= 1
          }
        }
      }
    }
    system.console.print("at once \(most.value) permits \(semaphore.permits)")
  }

  private static func condition(_ system: Guest) async {
    let (condition, mutex, stock, eaten) = (AsyncCondition(), AsyncMutex(), Sum(), Sum())
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<10 {
        group.addTask {
          try? await mutex.lock()
          while stock.value == 0 { try? await condition.wait(releasing: mutex) }
          stock.value -= 1
          eaten.value += 1
          mutex.unlock()
        }
      }
      for _ in 0..<10 {
        await Task.yield()
        try? await mutex.withLock { stock.value += 1 }
        condition.signal()
      }
    }
    system.console.print("eaten \(eaten.value) left \(stock.value)")
  }

  private static func mailbox(_ system: Guest) async {
    let mailbox = Mailbox<Int>(capacity: 3)
    async let sending: Int = send(1000, to: mailbox)
    var (sum, last, isInOrder) = (0, -1, true)
    for await number in mailbox {
      isInOrder = isInOrder && number == last + 1
      (sum, last) = (sum + number, number)
    }
    system.console.print("sum \(sum) order \(isInOrder) most \(await sending)")
  }

  /// Returns how full the mailbox has been.
  private static func send(_ count: Int, to mailbox: Mailbox<Int>) async -> Int {
    var most = 0
    for number in 0..<count {
      try? await mailbox.send(number)
      most = max(most, mailbox.count)
    }
    mailbox.close()
    return most
  }

  private static func broadcast(_ system: Guest) async {
    let news = Broadcast<Int>(capacity: 4)
    let (quick, slow) = (news.subscribe(), news.subscribe())
    async let heard: Int = sum(of: quick)
    for number in 1...100 {
      news.publish(number)
      await Task.yield()
    }
    news.close()
    system.console.print("quick \(await heard) missed \(quick.missed)")
    system.console.print("slow \(await sum(of: slow)) missed \(slow.missed)")
  }

  private static func sum(of subscription: Broadcast<Int>.Subscription) async -> Int {
    var sum = 0
    for await number in subscription { sum += number }
    return sum
  }

  /// Ticks are never early, and due one interval apart.
  private static func ticks(_ system: Guest) async {
    let (clock, interval) = (system.clock, Duration.milliseconds(5))
    let start = clock.now
    var (count, early, uneven) = (0, 0, 0)
    var first: Instant?
    for await tick in every(interval, on: clock) {
      if clock.now < tick.due { early += 1 }
      let begin = first ?? tick.due - interval * tick.number
      first = begin
      if tick.due != begin + interval * tick.number { uneven += 1 }
      count += 1
      if count == 20 { break }
    }
    let isLongEnough = clock.now - start >= interval * 20
    system.console.print("ticks \(count) early \(early) uneven \(uneven) \(isLongEnough)")
  }

  /// Waits for everything that there is to wait for, and is cancelled, so many times. Who leaves anything
  /// behind runs out of memory.
  private static func churn(_ system: Guest) async {
    let clock = system.clock
    let (mutex, empty, condition) = (AsyncMutex(), AsyncSemaphore(permits: 0), AsyncCondition())
    let (full, silent) = (Mailbox<Int>(capacity: 0), Broadcast<Int>(capacity: 1).subscribe())
    try? await mutex.lock()
    let waits: [@Sendable () async -> Void] = [
      { _ = try? await clock.sleep(for: .seconds(3600)) }, { _ = try? await mutex.lock() },
      { _ = try? await empty.wait() }, { _ = try? await condition.wait() },
      { _ = try? await full.send(1) }, { _ = try? await silent.receive() },
      { for await _ in every(.seconds(3600), on: clock) {} },
    ]
    for _ in 0..<system.number {
      _ = try? await withTimeout(.zero, on: clock) { await join(waits) }
      // In time: the alarm is what is cancelled.
      _ = try? await withTimeout(.seconds(3600), on: clock) { 1 }
    }
    system.console.print("nothing is left, mutex \(mutex.isLocked) mailbox \(full.count)")
  }

  /// Hooks, and then the end that the second word says.
  private static func atExitHooks(_ system: Guest) async throws(Complaint) {
    let (console, clock) = (system.console, system.clock)
    atExit { console.print("first added") }
    atExit {
      try? await clock.sleep(for: .milliseconds(20))
      console.print("second added")
      atExit { console.print("added at the end") }
    }
    atExit { console.print("third added") }
    switch system.arguments.count > 1 ? system.arguments[1] : "" {
    case "throw": throw Complaint(description: "thrown")
    case "exit": leave()
    case "panic": panic("no hooks")
    default: console.print("start returns")
    }
  }

  /// Not async: whoever calls `exit` need not be.
  @inline(never)
  private static func leave() -> Never {
    System.exit(status: 7)
  }
}

private final class Sum: @unchecked Sendable {
  var value = 0
}
