// What follows the frames of a trap report. All of it is indented, and nothing comes after it:
//
//       registers
//         rax 0x0000000000000000 rbx …
//       tasks 3
//       task 3 running of 1 "blinker"       the one that ran comes first
//         entered 0x…
//       log
//         2026-06-29T14:31:38Z INF [app] text

extension TrapReport {
  /// The sections of a report whose frames have been taken from `lines`.
  struct Sections: Sendable, Equatable {
    var registers: [String] = []
    var taskCount = 0
    var tasks: [ReportedTask] = []
    var log: [String] = []

    private enum Section { case none, registers, tasks, log }

    init(_ lines: ArraySlice<String>) {
      var section = Section.none
      for line in lines.prefix(while: { $0.hasPrefix("  ") }) {
        if line == "  registers" {
          section = .registers
        } else if line == "  log" {
          section = .log
        } else if line.hasPrefix("  tasks "), let count = Int(line.dropFirst("  tasks ".count)) {
          section = .tasks
          taskCount = count
        } else if section == .registers {
          registers.append(String(line.dropFirst(4)))
        } else if section == .log {
          log.append(String(line.dropFirst(4)))
        } else if section == .tasks, let task = ReportedTask(line: line) {
          tasks.append(task)
        } else if section == .tasks, !tasks.isEmpty {
          tasks[tasks.count - 1].append(line)
        }
      }
    }
  }

  /// The task that ran, when the report tells of any.
  public var runningTask: ReportedTask? { tasks.first { $0.state == "running" } }

  /// The tasks as a reader of the report wants them: a heading and the tree, indented; nothing when it
  /// tells of none.
  public var taskLines: [String] {
    tasks.isEmpty ? [] : ["tasks"] + taskTree.map { "  " + $0 }
  }

  /// The tasks as a tree, a line each: a child is below its parent, two columns further in.
  public var taskTree: [String] {
    var lines: [String] = []
    var shown: Set<UInt64> = []
    let ids = Set(tasks.map(\.id))
    let sorted = tasks.sorted { $0.id < $1.id }
    let children = Dictionary(grouping: sorted) { $0.parent }
    func add(_ task: ReportedTask, depth: Int) {
      // What is printed of broken memory may be a circle.
      guard shown.insert(task.id).inserted else { return }
      lines.append(String(repeating: "  ", count: depth) + task.summary)
      for child in children[task.id] ?? [] { add(child, depth: depth + 1) }
    }
    for task in sorted where task.parent.map({ !ids.contains($0) }) ?? true { add(task, depth: 0) }
    for task in sorted { add(task, depth: 0) }
    if taskCount > tasks.count { lines.append("… and \(taskCount - tasks.count) more") }
    return lines
  }
}
