// clock, boot: what there is to see of time.

internal import InspectionProtocol
internal import Platform
internal import Runtime
internal import Time

extension InspectionCommand {
  static var clock: InspectionCommand {
    InspectionCommand(
      CommandDeclaration(
        "clock", help: "how long it runs, and the date",
        explanation:
          "Reads the platform's monotonic clock, which starts near zero at boot, and its wall "
          + "clock; a machine without one has no date.",
        shape: .record, columns: [Column("uptime", .duration), Column("date", .date)])
    ) { call in
      let wall = platform_clock_wall()
      let date: Cell =
        wall == Int64.min ? .none : .date(WallTime(nanosecondsSinceEpoch: wall))
      return InspectionAnswer(rows: [[.duration(call.now - .zero), date]])
    }
  }

  static var boot: InspectionCommand {
    InspectionCommand(
      CommandDeclaration(
        "boot", help: "the phases of this boot, and how long each took",
        explanation:
          "The generated main reads the clock between its steps. What was before the first one, "
          + "the loader and the platform's start, is in its time.",
        columns: [Column("phase", .text), Column("at", .instant), Column("took", .duration)])
    ) { _ in
      var before = Instant.zero
      var rows: [[Cell]] = []
      for mark in BootTimeline.marks {
        rows.append([
          .text(mark.phase), .instant(mark.end), .duration(mark.end - before),
        ])
        before = mark.end
      }
      return InspectionAnswer(rows: rows)
    }
  }
}
