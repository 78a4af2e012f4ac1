// The one place where errors become last words and exit statuses.

import ArgumentParser
import Checks
import Foundation

/// The tool's main.
public enum EntryPoint {
  /// Parses the arguments, runs the command, ends the process.
  ///
  /// Not async: an async main has opened files of its own by now, and where standard output is closed
  /// one of them would be standard output.
  public static func main() -> Never {
    Output.fillClosedStreams()
    let arguments = Array(CommandLine.arguments.dropFirst())
    let work = Task { await run(arguments) }
    Interrupt.watch { work.cancel() }
    Task {
      let status = await work.value
      exit(Interrupt.status ?? Output.status(after: status))
    }
    dispatchMain()
  }

  /// The exit status of a command line.
  static func run(_ arguments: [String]) async -> Int32 {
    do {
      try Mirador.refuseUnknownCommand(arguments)
      var command = try Mirador.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch {
      return report(error, arguments)
    }
  }

  private static func report(_ error: any Error, _ arguments: [String]) -> Int32 {
    if let code = error as? ExitCode { return code.rawValue }
    let code = Mirador.exitCode(for: error)
    // What ArgumentParser calls success is a request for help or for the version.
    if code.isSuccess {
      let message = UsageMessage.typeable(Mirador.fullMessage(for: error))
      Output.line(message.hasSuffix("\n") ? String(message.dropLast()) : message)
      return 0
    }
    if code == .validationFailure {
      Output.error(UsageMessage(error, arguments: arguments).text)
      return Int32(ToolStatus.usage.rawValue)
    }
    if error is CancellationError { return 130 }
    let failure = Failure(error)
    Output.error("mirador: " + failure.message)
    return Int32(failure.status.rawValue)
  }
}
