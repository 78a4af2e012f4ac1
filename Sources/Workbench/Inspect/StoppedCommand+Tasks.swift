// tasks, task, timers: who runs, who waits, and for what, in a unikernel that stands still.

import InspectionProtocol
import Introspection

import struct Time.Duration
import struct Time.Instant

extension StoppedCommand {
  static let tasks = StoppedCommand(
    CommandDeclaration(
      "tasks", help: "every task, children below their parents, and what each waits for",
      explanation:
        "A walk over the heap's blocks, from outside, finds every object that begins as a task "
        + "does; who sleeps and who yielded is read from the executor's queues. at is where the "
        + "application's part of a task waits; task ID shows all of it. since is known of tasks "
        + "that a console was attached to, on unix.",
      shape: .tree,
      columns: [
        Column("depth", .integer), Column("task", .id), Column("name", .text),
        Column("state", .text), Column("for", .text), Column("since", .duration),
        Column("at", .stack),
      ])
  ) { guest, _ in
    let tasks = guest.tasks
    guard !tasks.isEmpty else {
      return .failure(InspectionFailure(.notFound, missing(guest)))
    }
    let running = guest.backtrace
    return .success(
      TaskOrder.tree(tasks).map { depth, task in
        [
          .integer(Int64(depth)), .id(task.id), task.name.map { .text($0) } ?? .none,
          .text(state(of: task)), cause(of: task, guest.now), since(task, guest.now),
          .stack(task.state == .running ? running : task.frames.map { UInt64($0) }),
        ]
      })
  }

  static let task = StoppedCommand(
    CommandDeclaration(
      "task", help: "where a task waits: its functions, innermost first",
      explanation:
        "The chain of functions that await each other, read from the task's own memory; of the "
        + "one that runs, what backtrace shows; none of a task that has ended.",
      arguments: [
        CommandArgument("id", .id(command: "tasks"), isRequired: true, help: "which task")
      ], columns: [Column("frame", .integer), Column("function", .address)])
  ) { guest, arguments in
    guard case .id(let id)? = arguments.first,
      let task = guest.tasks.first(where: { $0.id == id })
    else { return .failure(InspectionFailure(.notFound, Messages.noTask)) }
    let frames = task.state == .running ? guest.backtrace : task.frames.map { UInt64($0) }
    return .success(
      frames.enumerated().map { [.integer(Int64($0.offset)), .address($0.element)] })
  }

  static let timers = StoppedCommand(
    CommandDeclaration(
      "timers", help: "the deadlines that tasks sleep until, the next one first",
      explanation:
        "The executor's timer queue, read from its variable, and the tasks in the heap whose "
        + "timers they are. in is known on unix only: a virtual machine's counter cannot be read "
        + "from outside.",
      columns: [Column("due", .instant), Column("in", .duration), Column("task", .id)])
  ) { guest, _ in
    let sleeping = guest.tasks.compactMap { task in task.deadline.map { ($0, task.id) } }
      .sorted { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }
    return .success(
      sleeping.map { deadline, task in
        [.instant(deadline), left(until: deadline, guest.now), .id(task)]
      })
  }

  // MARK: - Words

  private static func missing(_ guest: StoppedGuest) -> String {
    guest.heapFault.map { Messages.broken($0.rule, $0.page) } ?? Messages.noTasks
  }

  private static func state(of task: TaskSnapshot) -> String {
    switch task.state {
    case .running: "running"
    case .ready: "ready"
    case .finished: "finished"
    case .waiting: task.isCancelled ? "waiting, cancelled" : "waiting"
    }
  }

  private static func cause(of task: TaskSnapshot, _ now: UInt64?) -> Cell {
    if let deadline = task.deadline {
      guard let now else { return .text("sleep") }
      let left = deadline.nanoseconds > now ? (deadline.nanoseconds - now) / 1_000_000 : 0
      return .text("sleep, \(left) ms left")
    }
    guard task.state == .waiting, let cause = task.cause else { return .none }
    switch cause {
    case .task(let id): return .text("task \(id)")
    case .group: return .text("its group")
    case .continuation: return .text("continuation")
    case .executor(let actor): return .text(actor == nil ? "its turn" : "actor")
    }
  }

  private static func since(_ task: TaskSnapshot, _ now: UInt64?) -> Cell {
    guard let since = task.since, let now else { return .none }
    return .duration(difference(now, since.nanoseconds))
  }

  private static func left(until deadline: Instant, _ now: UInt64?) -> Cell {
    guard let now else { return .none }
    return .duration(difference(deadline.nanoseconds, now))
  }

  /// Of numbers that may be anything.
  private static func difference(_ later: UInt64, _ earlier: UInt64) -> Time.Duration {
    let size = Int64(clamping: later > earlier ? later - earlier : earlier - later)
    return .nanoseconds(later >= earlier ? size : -size)
  }
}

/// Tasks in the order of their tree.
enum TaskOrder {
  /// Each with its depth; a circle of parents, which only broken memory has, comes last and flat.
  static func tree(_ tasks: [TaskSnapshot]) -> [(depth: Int, task: TaskSnapshot)] {
    let places = Dictionary(
      tasks.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first }
    )
    var children: [Int: [Int]] = [:]
    var path: [(depth: Int, place: Int)] = []
    for (place, task) in tasks.enumerated().reversed() {
      if let parent = task.parent.flatMap({ places[$0] }), parent != place {
        children[parent, default: []].append(place)
      } else {
        path.append((0, place))
      }
    }
    var order: [(depth: Int, task: TaskSnapshot)] = []
    var isShown = [Bool](repeating: false, count: tasks.count)
    while let (depth, place) = path.popLast() {
      guard !isShown[place] else { continue }
      isShown[place] = true
      order.append((depth, tasks[place]))
      for child in children[place] ?? [] { path.append((depth + 1, child)) }
    }
    for place in tasks.indices where !isShown[place] { order.append((0, tasks[place])) }
    return order
  }
}
