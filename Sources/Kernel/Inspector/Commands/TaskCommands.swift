// tasks, task, cpu, timers: who runs, who waits, and for what.

#if hasFeature(Embedded)
  internal import InspectionProtocol
  internal import Introspection
  internal import Runtime
  internal import Time

  private let accounting =
    "Time is counted while a console is attached: before that, nobody looks at the clock."

  extension InspectionCommand {
    static var tasks: InspectionCommand {
      InspectionCommand(
        CommandDeclaration(
          "tasks", help: "every task, children below their parents, and what each waits for",
          explanation:
            "A walk over the heap's blocks finds every task, in one go, while nothing else runs. "
            + "at is where the application's part of a task waits; task ID shows all of it. "
            + accounting,
          shape: .tree,
          columns: [
            Column("depth", .integer), Column("task", .id), Column("name", .text),
            Column("state", .text), Column("for", .text), Column("since", .duration),
            Column("at", .stack),
          ])
      ) { call in
        let tree = TaskTree(TaskTable.snapshot(limit: InspectionLimits.rows))
        var next = 0
        return InspectionAnswer { _ in
          guard next < tree.order.count else { return .end }
          let (depth, task) = tree.order[next]
          next += 1
          return .row(
            [
              .integer(Int64(depth)), .id(task.id), task.name.map { .text($0) } ?? .none,
              .text(state(of: task)), cause(of: task, call.now),
              task.since.map { .duration(call.now - $0) } ?? .none,
              .stack(task.frames.map { UInt64($0) }),
            ])
        }
      }
    }

    static var task: InspectionCommand {
      InspectionCommand(
        CommandDeclaration(
          "task", help: "where a task waits: its functions, innermost first",
          explanation:
            "The chain of functions that await each other, read from the task's own memory; none "
            + "of a task that runs or has ended.",
          arguments: [
            CommandArgument("id", .id(command: "tasks"), isRequired: true, help: "which task")
          ], columns: [Column("frame", .integer), Column("function", .address)])
      ) { call in
        let id = call.id(0)
        guard let task = TaskTable.snapshot().first(where: { $0.id == id }) else {
          return InspectionAnswer(
            failure: InspectionFailure(.notFound, "there is no such task, or not any more"))
        }
        var rows: [[Cell]] = []
        for frame in task.frames {
          rows.append([.integer(Int64(rows.count)), .address(UInt64(frame))])
        }
        return InspectionAnswer(rows: rows)
      }
    }

    static var cpu: InspectionCommand {
      InspectionCommand(
        CommandDeclaration(
          "cpu", help: "how long each task ran, the busiest first",
          explanation:
            "Two looks at the clock around each time that a task has the processor. " + accounting,
          columns: [
            Column("task", .id), Column("name", .text), Column("ran", .duration),
            Column("times", .integer), Column("state", .text), Column("began", .address),
          ])
      ) { _ in
        var tasks = TaskTable.snapshot(limit: InspectionLimits.rows)
        tasks.sort { $0.runTime > $1.runTime }
        return InspectionAnswer(
          rows: tasks.prefix(100).map { task in
            [
              .id(task.id), task.name.map { .text($0) } ?? .none, .duration(task.runTime),
              .integer(Int64(clamping: task.runs)), .text(state(of: task)),
              task.created.map { .address(UInt64($0)) } ?? .none,
            ]
          })
      }
    }

    static var timers: InspectionCommand {
      InspectionCommand(
        CommandDeclaration(
          "timers", help: "the deadlines that tasks sleep until, the next one first",
          explanation: "The executor's timers and the tasks whose they are, at one moment.",
          columns: [Column("due", .instant), Column("in", .duration), Column("task", .id)])
      ) { call in
        let timers = TimerTable.snapshot()
        var next = 0
        return InspectionAnswer { _ in
          guard next < timers.count else { return .end }
          next += 1
          let timer = timers[next - 1]
          return .row([
            .instant(timer.deadline), .duration(timer.deadline - call.now),
            timer.task.map { .id($0) } ?? .none,
          ])
        }
      }
    }

    private static func state(of task: TaskSnapshot) -> String {
      switch task.state {
      case .running: return "running"
      case .ready: return "ready"
      case .finished: return "finished"
      case .waiting: return task.isCancelled ? "waiting, cancelled" : "waiting"
      }
    }

    private static func cause(of task: TaskSnapshot, _ now: Instant) -> Cell {
      if let deadline = task.deadline {
        let left = max((deadline - now).nanoseconds, 0) / 1_000_000
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
  }

  /// Tasks in the order of their tree.
  private struct TaskTree {
    private(set) var order: [(depth: Int, task: TaskSnapshot)] = []

    /// - Parameter tasks: by id; a child's is larger than its parent's. O(n log n).
    init(_ tasks: [TaskSnapshot]) {
      // The children of each, linked: the first one, and of each the next of the same parent.
      var first = [Int](repeating: -1, count: tasks.count)
      var next = [Int](repeating: -1, count: tasks.count)
      var top = -1
      for index in tasks.indices.reversed() {
        if let parent = tasks[index].parent, let place = TaskTree.place(of: parent, tasks) {
          next[index] = first[place]
          first[place] = index
        } else {
          next[index] = top
          top = index
        }
      }
      order.reserveCapacity(tasks.count)
      var path: [Int] = []
      var current = top
      while true {
        if current >= 0, order.count < tasks.count {
          order.append((path.count, tasks[current]))
          path.append(next[current])
          current = first[current]
        } else if let back = path.popLast() {
          current = back
        } else {
          break
        }
      }
    }

    private static func place(of id: UInt64, _ tasks: [TaskSnapshot]) -> Int? {
      var (low, high) = (0, tasks.count)
      while low < high {
        let middle = (low + high) / 2
        if tasks[middle].id < id { low = middle + 1 } else { high = middle }
      }
      return low < tasks.count && tasks[low].id == id ? low : nil
    }
  }
#endif
