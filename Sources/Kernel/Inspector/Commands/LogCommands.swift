// logs, levels, level: what the log has, and how much it says.

internal import Arguments
internal import InspectionCommands
internal import InspectionProtocol
internal import Logging

extension InspectionCommand {
  /// The last lines.
  static var logs: InspectionCommand {
    InspectionCommand(
      .logs(
        "The log keeps its last 8 KiB of lines in a ring, whatever the console did with them. "
          + "Messages below a source's level were never made, and are not there.")
    ) { call in
      var lines = Log.recent[...]
      if let count = call.integer(0) { lines = lines.suffix(Int(clamping: max(count, 0))) }
      return InspectionAnswer(rows: lines.map { [.text($0)] })
    }
  }

  /// The sources and their levels.
  static var levels: InspectionCommand {
    InspectionCommand(
      CommandDeclaration(
        "levels", help: "the log's sources, and the most verbose level that each shows",
        explanation: "Read from the sources that have been made so far.",
        columns: [Column("source", .text), Column("level", .text)])
    ) { _ in
      InspectionAnswer(
        rows: Log.sources.map { [.text($0.name), .text(LevelWord.of($0.level))] })
    }
  }

  /// Changes a level.
  static var level: InspectionCommand {
    InspectionCommand(
      CommandDeclaration(
        "level", help: "show a source's messages up to a level; * is every source",
        explanation:
          "Sets the source's threshold until the next change or the end of the boot. A source that "
          + "does not exist yet will start with it.",
        tier: .armed, shape: .record,
        arguments: [
          CommandArgument("source", .name(command: "levels"), isRequired: true, help: "its name"),
          CommandArgument(
            "level", .level, isRequired: true, help: "the most verbose that is shown"),
        ],
        columns: [Column("source", .text), Column("was", .text), Column("level", .text)])
    ) { call in
      guard let source = call.text(0), let word = call.text(1), let level = LevelWord(word) else {
        return InspectionAnswer(failure: InspectionFailure(.arguments, "no such level"))
      }
      let before = Log.sources.first { $0.name.isBytewise(source) }
      if source.isBytewise("*") {
        Log.setLevel(level.level)
      } else {
        Log.setLevel(level.level, for: source)
      }
      let was: Cell = before.map { .text(LevelWord.of($0.level)) } ?? .none
      return InspectionAnswer(rows: [[.text(source), was, .text(word)]])
    }
  }
}
