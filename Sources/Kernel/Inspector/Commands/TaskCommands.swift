// tasks, task, cpu, timers: who runs, who waits, and for what.

#if hasFeature(Embedded)
  internal import InspectionCommands
  internal import InspectionProtocol
  internal import Introspection
  internal import Runtime
  internal import Time

  private let accounting =
    "Time is counted while a console is attached: before that, nobody looks at the clock."

  extension InspectionCommand {
    static var tasks: InspectionCommand {
      InspectionCommand(
        .tasks(
          "A walk over the heap's blocks finds every task, in one go, while nothing else runs. "
            + "at is where the application's part of a task waits; task ID shows all of it. "
            + accounting)
      ) { call in
        let tree = TaskTree(TaskTable.snapshot(limit: InspectionLimits.rows))
        var next = 0
        return InspectionAnswer { _ in
          guard next < tree.order.count else { return .end }
          let (depth, task) = tree.order[next]
          next += 1
          return .row(
            TaskRows.row(
              task, depth: depth, now: call.now, frames: task.frames.map { UInt64($0) }))
        }
      }
    }

    static var task: InspectionCommand {
      InspectionCommand(
        .task(
          "The chain of functions that await each other, read from the task's own memory; none "
            + "of a task that runs or has ended.")
      ) { call in
        let id = call.id(0)
        guard let task = TaskTable.snapshot().first(where: { $0.id == id }) else {
          return InspectionAnswer(
            failure: InspectionFailure(.notFound, "there is no such task, or not any more"))
        }
        return InspectionAnswer(rows: TaskRows.frames(task.frames.map { UInt64($0) }))
      }
    }

    static var cpu: InspectionCommand {
      InspectionCommand(
        CommandDeclaration(
          "cpu", help: "how long each task ran, the busiest first",
          explanation:
            "A look at the clock whenever another task gets the processor. " + accounting,
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
              .integer(Int64(clamping: task.runs)), .text(TaskRows.state(of: task)),
              task.created.map { .address(UInt64($0)) } ?? .none,
            ]
          })
      }
    }

    static var timers: InspectionCommand {
      InspectionCommand(
        .timers("The executor's timers and the tasks whose they are, at one moment.")
      ) { call in
        let timers = TimerTable.snapshot()
        var next = 0
        return InspectionAnswer { _ in
          guard next < timers.count else { return .end }
          next += 1
          let timer = timers[next - 1]
          return .row(TaskRows.timer(timer.deadline, task: timer.task, now: call.now))
        }
      }
    }
  }
#endif
