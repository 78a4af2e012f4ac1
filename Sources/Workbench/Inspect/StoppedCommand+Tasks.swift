// tasks, task, timers: who runs, who waits, and for what, in a unikernel that stands still.

import InspectionCommands
import InspectionProtocol
import Introspection

extension StoppedCommand {
  static let tasks = StoppedCommand(
    .tasks(
      "A walk over the heap's blocks, from outside, finds every object that begins as a task "
        + "does; who sleeps and who yielded is read from the executor's queues. at is where the "
        + "application's part of a task waits; task ID shows all of it. since is known of tasks "
        + "that a console was attached to, on unix.")
  ) { guest, _ in
    let tasks = guest.tasks
    guard !tasks.isEmpty else {
      return .failure(InspectionFailure(.notFound, missing(guest)))
    }
    let running = guest.backtrace
    return .success(
      TaskTree(tasks).order.map { depth, task in
        TaskRows.row(task, depth: depth, now: guest.now, frames: frames(of: task, running))
      })
  }

  static let task = StoppedCommand(
    .task(
      "The chain of functions that await each other, read from the task's own memory; of the "
        + "one that runs, what backtrace shows; none of a task that has ended.")
  ) { guest, arguments in
    guard case .id(let id)? = arguments.first,
      let task = guest.tasks.first(where: { $0.id == id })
    else { return .failure(InspectionFailure(.notFound, Messages.noTask)) }
    return .success(TaskRows.frames(frames(of: task, guest.backtrace)))
  }

  static let timers = StoppedCommand(
    .timers(
      "The executor's timer queue, read from its variable, and the tasks in the heap whose "
        + "timers they are. in is known on unix only: a virtual machine's counter cannot be read "
        + "from outside.")
  ) { guest, _ in
    let sleeping = guest.tasks.compactMap { task in task.deadline.map { ($0, task.id) } }
      .sorted { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }
    return .success(
      sleeping.map { deadline, task in TaskRows.timer(deadline, task: task, now: guest.now) })
  }

  private static func frames(of task: TaskSnapshot, _ running: [UInt64]) -> [UInt64] {
    task.state == .running ? running : task.frames.map { UInt64($0) }
  }

  private static func missing(_ guest: StoppedGuest) -> String {
    guest.heapFault.map { Messages.broken($0.rule, $0.page) } ?? Messages.noTasks
  }
}
