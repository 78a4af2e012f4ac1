import Kernel

/// Tasks of every kind, looked at from inside, from outside, and after a trap.
enum Inspect {
  static func run(_ system: Guest) async {
    switch system.behaviour {
    case "heap-statistics": heapStatistics(system)
    case "leak": leak(system)
    case "accounting": await accounting(system)
    case "metrics": metrics(system)
    default: await tasks(system)
    }
  }

  // MARK: - Tasks of every kind

  /// Starts them, lets each come to where it waits, and then does what the behaviour says:
  /// `task-table` prints the table, `task-trap` and `task-broken-heap` trap in a task called trapper,
  /// `task-hang` spins in it, `task-compute` works in it without ever waiting, and tells its turns.
  private static func tasks(_ system: Guest) async {
    let clock = system.clock
    let sleeper = Task(name: "sleeper") { await rest(clock) }
    let detached = Task.detached(name: "detached") { await rest(clock) }
    let waiter = Task(name: "waiter") { await sleeper.value }
    let yielder = Task(name: "yielder") { while !Task.isCancelled { await Task.yield() } }
    let done = Task(name: "done") {}
    let stuck = Task(name: "stuck") {
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }
    stuck.cancel()
    // Cancelled and awaited where its scope ends.
    async let _: Void = nest(clock)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<2 { group.addTask(name: "member") { await rest(clock) } }
      group.addTask(name: "trapper") { await last(system) }
      await group.next()
      group.cancelAll()
    }
    for task in [sleeper, detached, waiter, yielder, stuck] { task.cancel() }
    await done.value
  }

  @inline(never)
  private static func rest(_ clock: any MonotonicClock) async {
    try? await clock.sleep(for: .seconds(3600))
  }

  /// An `async let` within an `async let`.
  private static func nest(_ clock: any MonotonicClock) async {
    async let inner: Void = rest(clock)
    await rest(clock)
    await inner
  }

  @inline(never)
  private static func last(_ system: Guest) async {
    // Every other task has had its turn when a sleep of any length is over.
    try? await system.clock.sleep(for: .milliseconds(10))
    switch system.behaviour {
    case "task-table": printTable(system)
    case "task-trap":
      Log("inspect").info("before the trap")
      trap(system)
    case "task-panic": panic("on purpose")
    case "task-broken-heap": breakTheHeap(system)
    case "task-compute": compute(system)
    default:
      system.console.print("spinning")
      var turns: UInt64 = 0
      while system.clock.now.nanoseconds > 0 { turns &+= 1 }
      system.console.print("\(turns)")
    }
  }

  @inline(never)
  private static func compute(_ system: Guest) {
    Log("inspect").info("computing")
    var turn = 0
    while true {
      let end = system.clock.now + .milliseconds(5)
      while system.clock.now < end {}
      turn += 1
      system.console.print("turn \(turn).")
    }
  }

  @inline(never)
  private static func trap(_ system: Guest) {
    unsafe UnsafeMutablePointer<UInt>(bitPattern: UInt(system.number)).unsafelyUnwrapped.pointee = 1
  }

  /// Writes over all the heap that follows a block, then traps: whatever reads it must come to an end.
  private static func breakTheHeap(_ system: Guest) {
    let block = UnsafeMutablePointer<UInt64>.allocate(capacity: 8)
    let start = UInt(bitPattern: block)
    // The number seeds what is written: addresses of the heap, and noise.
    var state = UInt64(system.number)
    for index in 0..<32768 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let word = state >> 62 == 0 ? state : UInt64(start) &+ (state >> 48) & ~15
      unsafe (block + index - (index & 1) * 2048).pointee = word
    }
    unsafe UnsafeMutablePointer<UInt>(bitPattern: 8).unsafelyUnwrapped.pointee = 1
  }

  // MARK: - Looking from inside

  private static func printTable(_ system: Guest) {
    let tasks = TaskTable.snapshot()
    func name(_ id: UInt64?) -> String {
      guard let id, let task = tasks.first(where: { $0.id == id }) else { return "-" }
      return task.name ?? (id == tasks[0].id ? "main" : "unnamed")
    }
    for task in tasks {
      var text = name(task.id) + " " + word(task.state) + " " + word(task.kind)
      text += " of " + name(task.parent)
      switch task.cause {
      case .task(let id): text += " for task " + name(id)
      case .group: text += " for group"
      case .continuation: text += " for continuation"
      case .executor: text += " for executor"
      case nil: break
      }
      if task.isCancelled { text += " cancelled" }
      if let deadline = task.deadline {
        text += deadline - system.clock.now > .seconds(3000) ? " sleeps" : " DEADLINE"
      }
      if task.frames.isEmpty { text += " frameless" }
      if task.created == nil { text += " CREATED" }
      system.console.print(text)
    }
    system.console.print("timers \(TimerTable.snapshot().count)")
    system.console.print("limited \(TaskTable.snapshot(limit: 3).count)")
  }

  private static func word(_ state: TaskSnapshot.State) -> String {
    switch state {
    case .running: "running"
    case .ready: "ready"
    case .waiting: "waiting"
    case .finished: "finished"
    }
  }

  private static func word(_ kind: TaskSnapshot.Kind) -> String {
    switch kind {
    case .unstructured: "task"
    case .asyncLet: "let"
    case .groupChild: "member"
    }
  }

  // MARK: - Accounting

  /// One task works, one yields a hundred times, one has ended: what was counted of each.
  private static func accounting(_ system: Guest) async {
    let clock = system.clock
    TaskAccounting.start()
    let worker = Task(name: "worker") {
      let end = clock.now + .milliseconds(20)
      while clock.now < end {}
      await rest(clock)
    }
    let yielder = Task(name: "yielder") {
      for _ in 0..<100 { await Task.yield() }
      await rest(clock)
    }
    await Task(name: "ended") {}.value
    try? await clock.sleep(for: .milliseconds(40))
    TaskAccounting.stop()
    let late = Task(name: "late") { await rest(clock) }
    try? await clock.sleep(for: .milliseconds(5))
    for task in TaskTable.snapshot() where task.name != nil {
      let since = task.since.map { $0 <= clock.now } ?? false
      system.console.print(
        "\(task.name ?? "") runs \(task.runs) busy \(task.runTime >= .milliseconds(20)) since \(since)"
      )
    }
    for task in [worker, yielder, late] { task.cancel() }
  }

  // MARK: - Heap

  private static func heapStatistics(_ system: Guest) {
    // Once, so that what the look itself takes is there already.
    var before = Heap.statistics
    before = Heap.statistics
    let blocks = (0..<1000).map { _ in
      UnsafeMutableRawPointer.allocate(byteCount: 500, alignment: 16)
    }
    let large = UnsafeMutableRawPointer.allocate(byteCount: 1 << 20, alignment: 16)
    let during = Heap.statistics
    for block in unsafe blocks { unsafe block.deallocate() }
    unsafe large.deallocate()
    let after = Heap.statistics
    guard let index = before.sizeClasses.firstIndex(where: { $0.size >= 500 }) else {
      panic("no class for 500 bytes")
    }
    let classes = [before, during, after].map { $0.sizeClasses[index] }
    system.console.print("size \(classes[0].size)")
    system.console.print("live \(classes[1].live - classes[0].live)")
    system.console.print("freed \(classes[1].live - classes[2].live)")
    system.console.print("ever \(classes[2].allocations - classes[0].allocations)")
    system.console.print("water \(classes[2].highWater >= 512_000)")
    system.console.print("large \(during.largeBytes - after.largeBytes)")
    system.console.print("peak \(after.highWater >= during.used && during.used <= during.reserved)")
  }

  /// Allocates `number` blocks by one way, frees all but ten of them, and prints what is live.
  private static func leak(_ system: Guest) {
    HeapProfile.start(period: 1)
    let blocks = (0..<system.number).map { _ in leaky() }
    for block in unsafe blocks.dropFirst(10) { unsafe block.deallocate() }
    for line in HeapReport.lines { system.console.print(line) }
    HeapProfile.stop()
    system.console.print("after \(HeapProfile.sites.count)")
  }

  @inline(never)
  private static func leaky() -> UnsafeMutableRawPointer {
    let block = UnsafeMutableRawPointer.allocate(byteCount: 1500, alignment: 16)
    // Something to do after the call, so that it is one.
    unsafe block.storeBytes(of: 1, as: UInt8.self)
    return unsafe block
  }

  // MARK: - Metrics

  private static func metrics(_ system: Guest) {
    let requests = Counter("http_requests", help: "Requests that were answered.")
    let open = Gauge("connections", help: "Open now.")
    let wait = Histogram(
      "wait_seconds", unit: .seconds, help: "From request to answer.",
      buckets: Histogram.exponential(1_000_000, factor: 10, count: 3))
    let answers = CounterFamily("answers", labels: "method", "code", help: "By what was said.")
    answers.with("a\"b\n", "404").increment()
    let answered = answers.with("GET", "200")
    let before = Heap.statistics.allocations
    for turn in 0..<100 {
      requests.increment()
      answered.increment()
      open.add(turn < 50 ? 1 : -1)
      wait.record(.milliseconds(Int64(turn)))
    }
    // The second look's own.
    let cost = Heap.statistics.allocations
    let look = Heap.statistics.allocations - cost
    system.console.print("allocated \(Int64(cost) - Int64(before) - Int64(look))")
    system.console.print(Metrics.openMetrics())
  }
}
