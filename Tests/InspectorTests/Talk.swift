import InspectionProtocol
import Time

@testable import Inspector

/// A core with a manual clock, and what it said.
struct Talk {
  var core: InspectorCore
  var now = Instant(nanoseconds: 1_000_000_000)
  var notes = Notes()
  private var decoder = FrameDecoder()

  final class Notes { var lines: [String] = [] }

  init(_ commands: [InspectionCommand] = Talk.commands) {
    let notes = notes
    core = InspectorCore(
      InspectorIdentity(name: "hello", boot: 77), registry: { commands },
      note: { notes.lines.append($0) })
  }

  /// Sends messages, then takes what is said until the core waits or has nothing more to say.
  mutating func say(_ messages: ClientMessage...) -> [ServerMessage] {
    core.received(messages.flatMap(\.frame.bytes), at: now)
    return hear()
  }

  /// At most so many frames.
  mutating func hear(_ limit: Int = .max) -> [ServerMessage] {
    var heard: [ServerMessage] = []
    while heard.count < limit {
      let now = now
      guard case .bytes(let bytes) = core.next(at: now, clock: { now }) else { break }
      decoder.append(bytes)
      while let frame = decoder.next() {
        if let message = ServerMessage(frame) { heard.append(message) }
      }
    }
    return heard
  }

  /// After a hello.
  static func begun(_ commands: [InspectionCommand] = Talk.commands) -> Talk {
    var talk = Talk(commands)
    _ = talk.say(.hello(version: 1, session: 5))
    return talk
  }

  /// `numbers COUNT`: so many rows; `change WORD`: armed; `tick`: a row a second.
  static let commands = [
    InspectionCommand(
      CommandDeclaration(
        "numbers", help: "", explanation: "",
        arguments: [CommandArgument("count", .integer, isRequired: true, help: "")],
        columns: [Column("n", .integer)])
    ) { call in
      let count = call.integer(0) ?? 0
      var next: Int64 = 0
      return InspectionAnswer { _ in
        guard next < count else { return .end }
        next += 1
        return .row([.integer(next)])
      }
    },
    InspectionCommand(
      CommandDeclaration(
        "change", help: "", explanation: "", tier: .armed, shape: .record,
        arguments: [
          CommandArgument("how", .choice(["up", "down"]), isRequired: true, help: ""),
          CommandArgument("level", .level, isRequired: false, help: ""),
        ], columns: [Column("how", .text)])
    ) { call in InspectionAnswer(rows: [[.text(call.text(0) ?? "")]]) },
    InspectionCommand(
      CommandDeclaration("tick", help: "", explanation: "", columns: [Column("at", .instant)])
    ) { call in
      var last = call.now
      return InspectionAnswer { now in
        guard now >= last + .seconds(1) else { return .wait(until: last + .seconds(1)) }
        last = now
        return .row([.instant(now)])
      }
    },
    InspectionCommand(
      CommandDeclaration("gone", help: "", explanation: "")
    ) { _ in InspectionAnswer(failure: InspectionFailure(.notFound, "it ended")) },
  ]
}

extension [ServerMessage] {
  var rows: [[Cell]] {
    flatMap { message -> [[Cell]] in
      if case .rows(_, let rows) = message { rows } else { [] }
    }
  }

  var failure: InspectionFailure? {
    for case .failure(_, let failure) in self { return failure }
    return nil
  }

  var outcome: AnswerOutcome? {
    for case .end(_, let outcome, _, _) in self { return outcome }
    return nil
  }
}
