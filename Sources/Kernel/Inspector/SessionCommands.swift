// The commands that are about the session itself; the core obeys them.

internal import InspectionProtocol

enum SessionCommands {
  case arm
  case disarm

  init?(_ name: String) {
    if name.isBytewise("arm") {
      self = .arm
    } else if name.isBytewise("disarm") {
      self = .disarm
    } else {
      return nil
    }
  }

  static var all: [InspectionCommand] {
    [
      InspectionCommand(
        CommandDeclaration(
          "arm", help: "allow commands that change the unikernel, until this console leaves",
          explanation: "The inspector remembers it for the session and logs the reason.",
          shape: .record,
          arguments: [
            CommandArgument("reason", .text, isRequired: true, help: "for whoever reads the log")
          ], columns: [Column("armed", .flag)])
      ) { _ in InspectionAnswer(rows: [[.flag(true)]]) },
      InspectionCommand(
        CommandDeclaration(
          "disarm", help: "allow them no longer",
          explanation: "The inspector forgets what arm allowed.", shape: .record,
          columns: [Column("armed", .flag)])
      ) { _ in InspectionAnswer(rows: [[.flag(false)]]) },
    ]
  }
}
