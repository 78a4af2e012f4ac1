import Foundation
import Testing

/// The console as a job of an interactive shell, its keys, its history: in a pseudo-terminal, before a real
/// unikernel.
@Suite(.serialized) struct JobTests {
  private static let prompt = "unix inspected> "
  /// The end of clock's answer, and the next prompt: what is typed from then on is edited.
  private static let dated = "Z\r\n" + prompt
  /// The prompt on a line of its own: that of a line that is edited may be painted again at any time.
  private static let anew = "\r\n" + prompt

  /// What the terminal's driver does, as stty says it: words that are there without a minus.
  private func modes(_ terminal: Terminal) async throws -> Set<String> {
    let shown = try await terminal.type("stty -a; echo en\"\"d\r", until: "end\r\n")
    return Set(shown.split { " \r\n;".contains($0) }.map(String.init))
  }

  @Test func aStopGivesTheTerminalBackAndTheConsoleGoesOn() async throws {
    let scene = try await InspectedScene()
    defer { scene.end() }
    var environment = scene.environment
    environment["PS1"] = "shell% "
    let shell = try Terminal(
      "/bin/bash", ["--norc", "--noprofile", "--noediting", "-i"], environment: environment)
    defer { shell.close() }
    try await scene.ready()
    try await shell.wait(for: "shell% ")
    let before = try await modes(shell)
    #expect(before.contains("icanon") && before.contains("echo"))

    // While a line is edited; twice, since what is right once may be worn out.
    try await shell.type(ToolRun.executable.path + " console\r", until: Self.prompt)
    for _ in 1...2 {
      #expect(!shell.isCooked)
      try await shell.type("clo", until: "clo")
      try await shell.type("\u{1A}", until: "Stopped")
      #expect(try await modes(shell) == before)
      // The line that was begun is there again, and goes on.
      try await shell.type("fg\r", until: Self.prompt + "clo")
      try await shell.type("ck\r", until: Self.dated)
    }

    // While a command runs.
    try await shell.type("watch 0.2 metrics\r", until: "ticks")
    try await shell.type("\u{1A}", until: "Stopped")
    #expect(try await modes(shell) == before)
    try await shell.type("fg\r", until: "ticks")
    try await shell.type("\u{3}", until: Self.prompt)
    try await shell.type("clock\r", until: Self.dated)
    #expect(!shell.isCooked)

    try await shell.type("\u{4}", until: "shell% ")
    #expect(try await modes(shell) == before)
    #expect(scene.run.isRunning)
    shell.type("exit\r")
  }

  @Test func editrcGivesTheKeysOfVi() async throws {
    let scene = try await InspectedScene()
    defer { scene.end() }
    try scene.tool.write("bind -v\n", ".editrc")
    let terminal = try await scene.console()
    defer { terminal.close() }
    // To the beginning, a word away.
    try await terminal.type("wrong clock\u{1B}0dw\r", until: Self.dated)
    try await terminal.type("xlock\u{1B}0rc\r", until: Self.dated)
    // Completion in insert mode; the line before; a word appended.
    try await terminal.type("clo\t\r", until: Self.dated)
    try await terminal.type("\u{1B}k\r", until: Self.dated)
    try await terminal.type("help\u{1B}A clock\r", until: "clock")
    // ^C in command mode gives the line up, and the next begins in insert mode.
    try await terminal.type("half\u{1B}\u{3}", until: Self.anew)
    try await terminal.type("clock\r", until: Self.dated)
    terminal.type("\u{4}")
    #expect(try await terminal.status() == 0)
    #expect(terminal.isCooked)
  }

  @Test func withoutEditrcKeysAreThoseOfEmacs() async throws {
    let scene = try await InspectedScene()
    defer { scene.end() }
    let terminal = try await scene.console()
    defer { terminal.close() }
    // To the beginning, a word away, and the blank under the cursor.
    try await terminal.type("wrong clock\u{1}\u{1B}d\u{4}\r", until: Self.dated)
    try await terminal.type("clokc\u{14}\r", until: Self.dated)
    try await terminal.type("garbage\u{15}clock\r", until: Self.dated)
    terminal.type("\u{4}")
    #expect(try await terminal.status() == 0)
  }

  @Test func interruptsEndLinesAndCommandsAndTheEndOfInputLeaves() async throws {
    let scene = try await InspectedScene()
    defer { scene.end() }
    let terminal = try await scene.console()
    defer { terminal.close() }
    try await terminal.type("half\u{3}", until: Self.anew)
    // A line that goes on is given up as a whole; behind a backslash the word itself goes on.
    try await terminal.type("arm 'x\r", until: "'> ")
    try await terminal.type("y\u{3}", until: Self.anew)
    try await terminal.type("clo\\\r", until: "\\> ")
    try await terminal.type("ck | tr a-z A-Z\r", until: "UPTIME")
    let start = ContinuousClock.now
    try await terminal.type("clock | (echo be\"\"gun; sleep 60)\r", until: "begun")
    try await terminal.type("\u{3}", until: Self.prompt)
    #expect(ContinuousClock.now - start < .seconds(30))
    // In the midst of a line ^D deletes or lists; it leaves only where nothing is typed.
    try await terminal.type("clock\u{4}\r", until: Self.dated)
    #expect(scene.run.isRunning)
    terminal.type("\u{4}")
    #expect(try await terminal.status() == 0)
    #expect(terminal.isCooked && scene.run.isRunning)
  }

  @Test func historyIsKeptOnceFromRunToRun() async throws {
    let scene = try await InspectedScene()
    defer { scene.end() }
    let first = try await scene.console()
    try await first.type("clock\r", until: Self.dated)
    try await first.type("levels\r", until: "\r\n" + Self.prompt)
    try await first.type("clock\r", until: Self.dated)
    first.type("\u{4}")
    #expect(try await first.status() == 0)
    first.close()

    let second = try await scene.console()
    defer { second.close() }
    // The last line is clock, the one before it levels: clock was moved, not doubled.
    try await second.type("\u{1B}[A\r", until: Self.dated)
    try await second.type("\u{1B}[A\u{1B}[A\r", until: "\r\n" + Self.prompt)
    second.type("\u{4}")
    #expect(try await second.status() == 0)
    let history = try scene.tool.read(".console-history").split(separator: "\n")
    #expect(history.filter { $0 == "clock" }.count == 1)
    #expect(history.filter { $0 == "levels" }.count == 1)
    #expect(history.last == "levels")
  }

  @Test func aResizeChangesWhereLinesBreak() async throws {
    let scene = try await InspectedScene()
    defer { scene.end() }
    let terminal = try await scene.console()
    defer { terminal.close() }
    // ^L paints the line again, in one go; where it breaks, the cursor is moved in its midst.
    let line = "help clock and much that is not understood"
    terminal.resize(columns: 30, rows: 24)
    var shown = line
    for _ in 1...100 where shown.contains(line) {
      shown = try await terminal.type("\u{15}" + line + "\u{C}", until: "od")
    }
    #expect(!shown.contains(line))
    terminal.resize(columns: 120, rows: 24)
    try await terminal.type("\u{15}clock\r", until: Self.dated)
    try await terminal.type(line + "\u{C}", until: line)
    terminal.type("\u{15}\u{4}")
    #expect(try await terminal.status() == 0)
  }
}
