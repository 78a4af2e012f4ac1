public import InspectionProtocol
public import Introspection
public import Time

/// What `tasks`, `task` and `timers` show.
public enum TaskRows {
  /// - Parameters:
  ///   - now: the unikernel's clock; nil: it cannot be read.
  ///   - frames: where it waits; of a task that runs, what it does.
  public static func row(
    _ task: TaskSnapshot, depth: Int, now: Instant?, frames: [UInt64]
  ) -> [Cell] {
    [
      .integer(Int64(depth)), .id(task.id), task.name.map { .text($0) } ?? .none,
      .text(state(of: task)), cause(of: task, now), since(task, now), .stack(frames),
    ]
  }

  public static func frames(_ frames: [UInt64]) -> [[Cell]] {
    var rows: [[Cell]] = []
    for frame in frames { rows.append([.integer(Int64(rows.count)), .address(frame)]) }
    return rows
  }

  public static func timer(_ deadline: Instant, task: UInt64?, now: Instant?) -> [Cell] {
    [
      .instant(deadline), now.map { .duration(deadline - $0) } ?? .none,
      task.map { .id($0) } ?? .none,
    ]
  }

  public static func state(of task: TaskSnapshot) -> String {
    switch task.state {
    case .running: return "running"
    case .ready: return "ready"
    case .finished: return "finished"
    case .waiting: return task.isCancelled ? "waiting, cancelled" : "waiting"
    }
  }

  private static func cause(of task: TaskSnapshot, _ now: Instant?) -> Cell {
    if let deadline = task.deadline {
      guard let now else { return .text("sleep") }
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

  private static func since(_ task: TaskSnapshot, _ now: Instant?) -> Cell {
    guard let since = task.since, let now else { return .none }
    return .duration(now - since)
  }
}
