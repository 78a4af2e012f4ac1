// Runs a transcript's commands: one sh for the whole file, so that `cd` and variables last, in a new
// directory of its own, with standard output and standard error in one pipe. After each command the
// shell prints a mark that no command can know, with the command's exit status.

import Foundation
import Processes

/// One run of one transcript.
struct Session {
  struct Answer: Equatable {
    let lines: [SeenLine]
    let status: Int
  }

  /// Why there is not an answer to every command.
  struct Fault: Error, CustomStringConvertible {
    let command: Transcript.Command
    let reason: String
    let output: String

    var description: String { "\(reason)\nIts output:\n\(output)" }
  }

  /// Commands start here; everything below is removed after the run.
  private let here: URL
  private let base: URL
  let places: Places

  init() throws {
    let temporary = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    base = temporary.appending(path: "mirador-transcript-\(UUID().uuidString)")
    here = base.appending(path: "here")
    places = Places(here: here.path, root: Installation.root.path)
    let programs = base.appending(path: "bin")
    for folder in [here, programs] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    try FileManager.default.createSymbolicLink(
      at: programs.appending(path: "mirador"), withDestinationURL: Installation.executable)
  }

  func remove() { try? FileManager.default.removeItem(at: base) }

  /// The answers, one for each command.
  func run(_ commands: [Transcript.Command], budget: Duration) async throws -> [Answer] {
    let mark = "mark-\(UUID().uuidString)"
    let script = base.appending(path: "script")
    try Data(Session.script(commands, mark: mark).utf8).write(to: script)
    let answer = try await Tool(
      "/bin/sh", [script.path], in: here.path, environment: environment, budget: budget,
      limit: 4 << 20
    ).run()
    return try Session.split(answer, mark: mark, commands: commands, budget: budget)
  }

  private static func script(_ commands: [Transcript.Command], mark: String) -> String {
    let setup = Installation.transcripts.appending(path: "setup.sh").path
    let head = "exec 2>&1\n. '\(setup)'\n"
    return commands.reduce(head) { $0 + $1.text + "\nprintf '\(mark) %d\\n' $?\n" }
  }

  private static func split(
    _ answer: Tool.Answer, mark: String, commands: [Transcript.Command], budget: Duration
  ) throws -> [Answer] {
    var rest = answer.output[...]
    return try commands.map { command in
      guard let found = rest.range(of: mark + " "),
        let end = rest[found.upperBound...].firstIndex(of: "\n"),
        let status = Int(rest[found.upperBound..<end])
      else {
        let reason = reason(answer, budget: budget)
        throw Fault(command: command, reason: reason, output: rest + answer.errors)
      }
      let lines = SeenLine.lines(of: rest[..<found.lowerBound])
      rest = rest[rest.index(after: end)...]
      return Answer(lines: lines, status: status)
    }
  }

  private static func reason(_ answer: Tool.Answer, budget: Duration) -> String {
    switch answer.stop {
    case .deadline: "the file took longer than \(budget) and was killed at this command"
    case .flooded: "this command printed more than 4 MiB and was killed"
    case .cancelled: "the run was stopped at this command"
    case nil: "the shell ended with status \(answer.status) at this command"
    }
  }

  /// Little, and the same everywhere.
  private var environment: [String: String] {
    let inherited = ProcessInfo.processInfo.environment
    let programs = base.appending(path: "bin").path
    return [
      "PATH": programs + ":" + (inherited["PATH"] ?? "/usr/bin:/bin"),
      "HOME": inherited["HOME"] ?? base.path,
      "USER": "learner", "LOGNAME": "learner", "MIRADOR_LEARNER": "learner",
      "MIRADOR_ROOT": Installation.root.path,
      "MIRADOR_WORKSPACE": here.appending(path: "workspace").path,
      "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "80", "LINES": "24", "LC_ALL": "C.UTF-8",
      "TZ": "UTC", "TMPDIR": base.path,
    ]
  }
}
