import Foundation

/// A program to run, and what it prints.
struct Command: Sendable {
  struct Output: Sendable {
    let status: Int32
    /// Standard output, then standard error.
    let text: String
  }

  let executable: URL
  let arguments: [String]
  var directory: URL?
  var input: String?

  init(_ executable: URL, _ arguments: [String], in directory: URL? = nil, input: String? = nil) {
    self.executable = executable
    self.arguments = arguments
    self.directory = directory
    self.input = input
  }

  /// Runs it to its end.
  func run() async throws(BuildFailure) -> Output {
    let result: Result<Output, BuildFailure> = await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: runNow()) }
      thread.start()
    }
    return try result.get()
  }

  private func runNow() -> Result<Output, BuildFailure> {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = directory
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    let feed = Pipe()
    process.standardInput = feed
    do {
      try process.run()
    } catch {
      return .failure(.environment(Messages.cannotRun(executable.path, "\(error)")))
    }
    if let input { try? feed.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
    try? feed.fileHandleForWriting.close()
    let data = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    let killed = process.terminationReason == .uncaughtSignal
    return .success(
      Output(
        status: killed ? 128 + process.terminationStatus : process.terminationStatus,
        text: String(decoding: data, as: UTF8.self)))
  }
}
