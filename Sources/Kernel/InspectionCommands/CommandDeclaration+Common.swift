// Commands that are asked alike of a unikernel that answers (Kernel/Inspector) and of one that stands still and
// is looked at from outside (`mirador console --stopped`). What differs is how an answer is found out, and so the
// explanation; names, arguments, columns and rows are these.

public import InspectionProtocol

extension CommandDeclaration {
  /// Rows by `TaskRows`, in the order of a `TaskTree`.
  public static func tasks(_ explanation: String) -> CommandDeclaration {
    CommandDeclaration(
      "tasks", help: "every task, children below their parents, and what each waits for",
      explanation: explanation, shape: .tree,
      columns: [
        Column("depth", .integer), Column("task", .id), Column("name", .text),
        Column("state", .text), Column("for", .text), Column("since", .duration),
        Column("at", .stack),
      ])
  }

  /// Rows by `TaskRows.frames`.
  public static func task(_ explanation: String) -> CommandDeclaration {
    CommandDeclaration(
      "task", help: "where a task waits: its functions, innermost first",
      explanation: explanation,
      arguments: [
        CommandArgument("id", .id(command: "tasks"), isRequired: true, help: "which task")
      ], columns: [Column("frame", .integer), Column("function", .address)])
  }

  /// Rows by `TaskRows.timer`.
  public static func timers(_ explanation: String) -> CommandDeclaration {
    CommandDeclaration(
      "timers", help: "the deadlines that tasks sleep until, the next one first",
      explanation: explanation,
      columns: [Column("due", .instant), Column("in", .duration), Column("task", .id)])
  }

  /// One row, by `HeapRows.heap`.
  public static func heap(_ explanation: String) -> CommandDeclaration {
    CommandDeclaration(
      "heap", help: "memory: how much there is, is used, and was used at most",
      explanation: explanation, shape: .record,
      columns: [
        Column("total", .bytes), Column("used", .bytes), Column("reserved", .bytes),
        Column("most reserved", .bytes), Column("touched", .bytes), Column("live blocks", .integer),
        Column("large blocks", .integer), Column("large bytes", .bytes),
        Column("allocations", .integer),
      ])
  }

  /// Rows by `HeapRows.sizes`.
  public static func sizes(_ explanation: String) -> CommandDeclaration {
    CommandDeclaration(
      "sizes", help: "blocks of memory by size, those that were ever used",
      explanation: explanation,
      columns: [
        Column("size", .bytes), Column("live", .integer), Column("used", .bytes),
        Column("reserved", .bytes), Column("most reserved", .bytes),
        Column("allocations", .integer),
      ])
  }

  public static func logs(_ explanation: String) -> CommandDeclaration {
    CommandDeclaration(
      "logs", help: "the last lines of the log", explanation: explanation, shape: .lines,
      arguments: [
        CommandArgument("count", .integer, isRequired: false, help: "how many lines at most")
      ], columns: [Column("line", .text)])
  }
}
