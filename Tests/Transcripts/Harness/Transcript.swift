// A transcript: commands of a shell and what they must answer, with prose between them. The form is
// described in ../README.md.
//
//     Prose begins at the margin.
//       $ a command
//       > its next line
//       a line of output
//       [3]

/// A file of commands and answers, parsed.
struct Transcript: Equatable, Sendable {
  /// One command and what it must answer.
  struct Command: Equatable, Sendable {
    /// Where its `$` is in the file, counted from 1.
    let line: Int
    /// The lines of the command, without `$` and `>`.
    var words: [String]
    var output: [OutputLine] = []
    var status = 0

    /// As the shell gets it.
    var text: String { words.joined(separator: "\n") }
  }

  enum Element: Equatable, Sendable {
    case prose(String)
    case command(Command)
  }

  var elements: [Element]

  var commands: [Command] {
    elements.compactMap { element in
      guard case .command(let command) = element else { return nil }
      return command
    }
  }
}

/// Why a file is no transcript.
struct TranscriptFault: Error, Equatable, CustomStringConvertible {
  /// Counted from 1.
  let line: Int
  let reason: String

  var description: String { "line \(line): \(reason)" }
}
