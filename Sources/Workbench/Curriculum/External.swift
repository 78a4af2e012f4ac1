// Runs a short-lived tool of the host (git, sha256sum, llvm-nm): arguments in, all output out.
// Not for unikernels or anything that may hang; those are the Machines module's.

import Foundation

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
    let scratch = try Scratch()
    defer { scratch.remove() }
    let process = Process()
    process.executableURL = try locate(tool)
    process.arguments = arguments
    if let directory { process.currentDirectoryURL = directory }
    // A caller inside a git hook must not lend its repository to our git.
    let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
    process.environment = inherited.merging(environment) { $1 }
    do {
      process.standardInput = try scratch.reading(input ?? "")
      process.standardOutput = try scratch.writing("output")
      process.standardError = try scratch.writing("errors")
      try process.run()
    } catch let error as EnvironmentFault {
      throw error
    } catch {
      throw EnvironmentFault("run", tool, error)
    }
    process.waitUntilExit()
    let killed = process.terminationReason == .uncaughtSignal
    return Result(
      status: Int(process.terminationStatus) + (killed ? 128 : 0),
      output: scratch.text("output"), errors: scratch.text("errors"))
  }

  /// The path of a tool on PATH.
  package static func locate(_ tool: String) throws(EnvironmentFault) -> URL {
    guard !tool.contains("/") else { return URL(filePath: tool) }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    for directory in path.split(separator: ":") {
      let candidate = "\(directory)/\(tool)"
      if access(candidate, X_OK) == 0 { return URL(filePath: candidate) }
    }
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
