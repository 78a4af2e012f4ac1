import Foundation
import Testing

/// A unikernel that runs, and consoles before it.
final class InspectedScene {
  let tool: ToolRun
  let run: Process
  let folder: URL

  init() async throws {
    tool = try ToolRun()
    let source = ToolRun.root.appending(path: "Tests/Support/Inspected")
    folder = tool.workspace.appending(path: "inspected")
    try FileManager.default.copyItem(at: source, to: folder)
    run = Process()
    try start()
  }

  var environment: [String: String] {
    var environment = tool.environment
    environment["XDG_RUNTIME_DIR"] = tool.workspace.path
    environment["HOME"] = tool.workspace.path
    environment["PAGER"] = ""
    return environment
  }

  private func start() throws {
    run.executableURL = ToolRun.executable
    run.arguments = ["run", folder.path, "-t", "unix"]
    run.environment = environment
    run.standardOutput = FileHandle(forWritingAtPath: "/dev/null")
    run.standardError = FileHandle(forWritingAtPath: "/dev/null")
    try run.run()
  }

  /// Waits until consoles can be attached.
  func ready() async throws {
    let entry = tool.workspace.appending(path: "mirador/inspected.json").path
    let deadline = ContinuousClock.now + .seconds(300)
    while !FileManager.default.fileExists(atPath: entry) {
      try #require(run.isRunning && ContinuousClock.now < deadline, "it does not start")
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  func console(rows: UInt16 = 24) async throws -> Terminal {
    try await ready()
    let terminal = try Terminal(
      ToolRun.executable.path, ["console"], environment: environment, rows: rows)
    try await terminal.wait(for: "unix inspected> ")
    return terminal
  }

  func end() {
    if run.isRunning {
      run.terminate()
      run.waitUntilExit()
    }
    tool.remove()
  }
}
