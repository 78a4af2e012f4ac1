import Build
import Checks
import Foundation

/// What to do after a build that failed for the sources' sake: which file, and what to type then.
enum BuildAdvice {
  /// Runs a build of `directory`; a failure that the sources cause ends with the next step.
  static func around<Value>(
    _ directory: URL, arguments: [String] = Array(CommandLine.arguments.dropFirst()),
    _ build: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await build()
    } catch BuildFailure.source(let diagnostics) {
      if diagnostics.hasPrefix(Configuration.configuredFile) {
        let place = UnikernelDirectory.relative(directory)
        throw Failure(
          .buildFailed, "\(diagnostics)\n\nNext:  ./mirador configure \(place) --reset")
      }
      let file = directory.appending(path: culprit(diagnostics))
      let again = UnikernelDirectory.command(arguments)
      throw Failure(
        .buildFailed,
        "\(diagnostics)\n\nEdit:  \(UnikernelDirectory.relative(file))\nNext:  \(again)")
    }
  }

  /// The file that the first line is about; every diagnostic begins with one, but for a missing
  /// unikernel.swift.
  private static func culprit(_ diagnostics: String) -> String {
    let name = diagnostics.prefix { $0 != ":" && $0 != "\n" }
    let isFile = name.hasSuffix(".swift") || name.hasSuffix(".toml")
    return isFile && !name.contains(" ") ? String(name) : "unikernel.swift"
  }
}
