import Foundation
import Processes

/// The built tool, run as a user runs it, in a workspace of its own.
struct ToolRun {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let executable = root.appending(path: ".build/debug/mirador")

  let workspace: URL

  init() throws {
    workspace = FileManager.default.temporaryDirectory
      .appending(path: "mirador-tool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: workspace, withIntermediateDirectories: true)
  }

  func remove() {
    try? FileManager.default.removeItem(at: workspace)
  }

  var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    // How the launcher was called that runs these tests, if one does, is not how this tool was.
    environment["MIRADOR_COMMAND"] = nil
    environment["MIRADOR_ROOT"] = ToolRun.root.path
    environment["MIRADOR_WORKSPACE"] = workspace.path
    return environment
  }

  /// Runs the tool to its end.
  func callAsFunction(_ arguments: String...) async throws -> Tool.Answer {
    try await Tool(
      ToolRun.executable.path, arguments, in: ToolRun.root.path, environment: environment,
      budget: .seconds(300)
    ).run()
  }

  /// Puts a lesson's solution, or one of its wrong variants, into the workspace.
  func place(_ lesson: String, _ patch: String) async throws {
    let source = ToolRun.root.appending(path: "Lessons/\(lesson)")
    let work = workspace.appending(path: lesson)
    try? FileManager.default.removeItem(at: work)
    try FileManager.default.copyItem(at: source.appending(path: "starter"), to: work)
    let applied = try await Tool(
      "/usr/bin/patch", ["-s", "-p1", "-i", source.appending(path: patch).path], in: work.path
    ).run()
    guard applied.status == 0 else { throw CocoaError(.fileReadCorruptFile) }
  }

  func write(_ text: String, _ file: String) throws {
    let url = workspace.appending(path: file)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ file: String) throws -> String {
    try String(contentsOf: workspace.appending(path: file), encoding: .utf8)
  }
}
