// Runs a short-lived tool of the host (git, sha256sum, llvm-nm): arguments in, all output out.
// Not for unikernels or anything that may hang; those are the Machines module's.

import Foundation
import Processes
import Synchronization

/// A tool of the host that is run to its end.
package enum External {
  /// What a tool left behind.
  package struct Result: Sendable {
    package let status: Int
    package let output: String
    package let errors: String
  }

  /// Runs `tool`, found on PATH unless it is a path itself, with `input` on its standard input.
  package static func run(
    _ tool: String, _ arguments: [String], input: String? = nil, in directory: URL? = nil,
    environment: [String: String] = [:]
  ) throws(EnvironmentFault) -> Result {
    // A caller inside a git hook must not lend its repository to our git.
    let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
    let child = Tool(
      try locate(tool).path, arguments, in: directory?.path, input: input,
      environment: inherited.merging(environment) { $1 })
    do throws(SystemFailure) {
      let answer = try child.runBlocking()
      return Result(status: answer.status, output: answer.output, errors: answer.errors)
    } catch {
      throw EnvironmentFault("run", tool, error)
    }
  }

  /// Runs `tool` with the caller's own terminal, to its end.
  /// - Returns: its exit status; 128 + the signal when it was killed.
  package static func stream(
    _ tool: String, _ arguments: [String], in directory: URL
  ) async throws(EnvironmentFault) -> Int {
    let process = Process()
    process.executableURL = try locate(tool)
    process.arguments = arguments
    process.currentDirectoryURL = directory
    do {
      try process.run()
    } catch {
      throw EnvironmentFault("run", tool, error)
    }
    return wait(process)
  }

  /// Asks every tool that runs now to end. The tool's own end follows.
  package static func terminateAll() {
    running.withLock { for process in $0 { kill(process, SIGTERM) } }
  }

  private static let running = Mutex<Set<pid_t>>([])

  private static func wait(_ process: Process) -> Int {
    let id = process.processIdentifier
    _ = running.withLock { $0.insert(id) }
    process.waitUntilExit()
    _ = running.withLock { $0.remove(id) }
    let isKilled = process.terminationReason == .uncaughtSignal
    return Int(process.terminationStatus) + (isKilled ? 128 : 0)
  }

  /// The path of a tool on PATH.
  package static func locate(_ tool: String) throws(EnvironmentFault) -> URL {
    guard !tool.contains("/") else { return URL(filePath: tool) }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let search = SearchPath(path.split(separator: ":").map(String.init))
    if let found = search.find(tool) { return URL(filePath: found) }
    throw EnvironmentFault(
      "The program \(tool) is missing. Install it (on Debian: apt-get install \(package(of: tool)))"
        + " and run the command again.")
  }

  /// The Debian package that brings a tool.
  private static func package(of tool: String) -> String {
    switch tool {
    case "sha256sum": "coreutils"
    case "qemu-system-x86_64": "qemu-system-x86"
    default: tool
    }
  }
}
