import Foundation
import Testing

/// The console's prompt in a pseudo-terminal, before a real unikernel.
@Suite(.serialized) struct PromptTests {
  @Test func aSession() async throws {
    let scene = try await InspectedScene()
    defer { scene.end() }
    let terminal = try await scene.console()
    defer { terminal.close() }
    #expect(!terminal.isCooked)

    // Completion of a command as far as it is certain, of a live name, and of a level: what is shown
    // comes in pieces, so the answers tell.
    try await terminal.type("lev\ts\r", until: "counting")
    try await terminal.type("level cou\tdeb\t\r", until: "first type: arm REASON")
    // A line that goes on says why.
    try await terminal.type("arm 'to\r", until: "'> ")
    try await terminal.type("hear'\r", until: "unix inspected armed! ")
    let changed = try await terminal.type("level counting debug\r", until: "was")
    #expect(changed.contains("source"))
    // Columns are completed as well, and the pattern follows at once.
    try await terminal.type("levels --where so\tcounting --show le\t\r", until: "debug")
    // It whispers at its next tick.
    try await terminal.type("logs 5\r", again: .milliseconds(500), until: "whisper")
    // Arguments are hinted at on the right.
    try await terminal.type("task ", until: "ID")
    try await terminal.type("\u{15}levels --json | tr a-z A-Z\r", until: "\"SOURCE\":\"COUNTING\"")
    try await terminal.type("\\x\r", until: "expanded form is on")
    try await terminal.type("levels\r", until: "- row 1")

    // ^C ends a watch, a line that is typed, and never the console or the unikernel.
    try await terminal.type("watch 0.2 metrics\r", until: "*")
    try await terminal.type("\u{3}", until: "armed! ")
    try await terminal.type("half a li\u{3}", until: "\r\nunix inspected armed! ")
    let clock = try await terminal.type("clock\r", until: "date")
    #expect(clock.contains("uptime"))
    #expect(scene.run.isRunning)

    // History: the line before.
    try await terminal.type("\u{1B}[A\r", until: "uptime")
    // ^D leaves, and the terminal is as it was.
    terminal.type("\u{4}")
    #expect(try await terminal.status() == 0)
    #expect(terminal.isCooked)
    let history = scene.tool.workspace.appending(path: ".console-history")
    let lines = try String(contentsOf: history, encoding: .utf8).split(separator: "\n")
    #expect(lines.filter { $0 == "clock" }.count == 1)
    #expect(scene.run.isRunning)
  }

  @Test func theUnikernelEndsAndComesBack() async throws {
    let scene = try await InspectedScene()
    defer { scene.end() }
    let terminal = try await scene.console()
    defer { terminal.close() }
    scene.run.terminate()
    scene.run.waitUntilExit()
    try await terminal.wait(for: "unix inspected (gone)> ")
    try await terminal.type("clock\r", until: "does not run any more")
    let again = Process()
    again.executableURL = scene.run.executableURL
    again.arguments = scene.run.arguments
    again.environment = scene.environment
    again.standardOutput = FileHandle(forWritingAtPath: "/dev/null")
    again.standardError = FileHandle(forWritingAtPath: "/dev/null")
    try again.run()
    defer {
      again.terminate()
      again.waitUntilExit()
    }
    try await terminal.wait(for: "was started anew")
    try await terminal.type("\u{15}clock\r", until: "uptime")
  }

  /// However it is ended, the terminal is as it was.
  @Test(arguments: [SIGTERM, SIGHUP])
  func aSignalLeavesTheTerminalAsItWas(signal: Int32) async throws {
    let scene = try await InspectedScene()
    defer { scene.end() }
    let terminal = try await scene.console()
    defer { terminal.close() }
    try await terminal.type("clo", until: "clo")
    let words = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap {
      pid_t($0)
    }
    let console = words.filter { process in
      let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      let environment = FileManager.default.contents(atPath: "/proc/\(process)/environ") ?? Data()
      return String(decoding: line, as: UTF8.self).hasPrefix(ToolRun.executable.path + "\0console")
        && environment.range(of: Data(scene.tool.workspace.path.utf8)) != nil
    }
    try #require(console.count == 1)
    kill(console[0], signal)
    #expect(try await terminal.status() == 128 + signal)
    #expect(terminal.isCooked)
    #expect(scene.run.isRunning)
  }

  @Test func aResizeAndAStopAreSurvived() async throws {
    let scene = try await InspectedScene()
    defer { scene.end() }
    let terminal = try await scene.console()
    defer { terminal.close() }
    for width in stride(from: UInt16(100), to: 20, by: -7) {
      terminal.resize(columns: width, rows: 24)
      try await Task.sleep(for: .milliseconds(5))
    }
    terminal.resize(columns: 60, rows: 15)
    try await terminal.type("clock\r", until: "uptime")
  }
}
