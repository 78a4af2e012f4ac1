// A line of output as a transcript has it: what it is compared with, and how it is written.
//
//     time   link {time}            places that vary, by name
//     id [0-9]+ of 3 (re)           a regular expression for the whole line
//     \x1b[1mbold\x20 (esc)         characters that cannot be seen, escaped
//     Enter: (no-eol)               no newline follows

import Foundation

/// An expected line.
struct OutputLine: Equatable, Sendable {
  private enum Form: Equatable {
    case plain(String)
    case pattern(String)
    case escaped(String)
  }

  private let form: Form
  private let isUnterminated: Bool
  /// As it is in the file, without the indentation.
  let written: String

  static let empty = OutputLine(form: .plain(""), isUnterminated: false, written: "")

  private static let noEnd = " (no-eol)"
  private static let escape = " (esc)"
  private static let expression = " (re)"

  private init(form: Form, isUnterminated: Bool, written: String) {
    self.form = form
    self.isUnterminated = isUnterminated
    self.written = written
  }

  init(parsing text: Substring, number: Int) throws(TranscriptFault) {
    written = String(text)
    isUnterminated = text.hasSuffix(OutputLine.noEnd)
    let line = isUnterminated ? text.dropLast(OutputLine.noEnd.count) : text
    if line.hasSuffix(OutputLine.expression) {
      let pattern = String(line.dropLast(OutputLine.expression.count))
      guard (try? Regex(pattern)) != nil else {
        throw TranscriptFault(line: number, reason: "this is no regular expression: \(pattern)")
      }
      form = .pattern(pattern)
    } else if line.hasSuffix(OutputLine.escape) {
      guard let plain = Escapes.unescape(line.dropLast(OutputLine.escape.count)) else {
        throw TranscriptFault(line: number, reason: "escapes are \\\\, \\t, \\r and \\xNN")
      }
      form = .escaped(plain)
    } else {
      form = .plain(String(line))
    }
  }

  /// The line that `seen` is to be written as.
  init(recording seen: SeenLine, isFirst: Bool = false, places: Places) {
    let end = seen.isUnterminated ? OutputLine.noEnd : ""
    let named = places.naming(seen.text)
    isUnterminated = seen.isUnterminated
    if Escapes.isNeeded(named, isFirst: isFirst) {
      form = .escaped(seen.text)
      written = Escapes.escape(seen.text) + OutputLine.escape + end
    } else {
      form = .plain(named)
      written = named + end
    }
  }

  /// Whether `seen` is what this line asks for.
  func matches(_ seen: SeenLine, places: Places) -> Bool {
    guard seen.isUnterminated == isUnterminated else { return false }
    switch form {
    case .escaped(let text): return seen.text == text
    case .pattern(let pattern): return OutputLine.matches(seen.text, pattern)
    case .plain(let text):
      if seen.text == text { return true }
      return places.pattern(of: text).map { OutputLine.matches(seen.text, $0) } ?? false
    }
  }

  private static func matches(_ text: String, _ pattern: String) -> Bool {
    guard let expression = try? Regex(pattern) else { return false }
    return (try? expression.wholeMatch(in: text)) != nil
  }
}

/// A line that a command printed.
struct SeenLine: Equatable, Sendable {
  let text: String
  /// True: no newline followed.
  var isUnterminated = false

  /// The lines of an output.
  static func lines(of output: Substring) -> [SeenLine] {
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let rest = lines.removeLast()
    let whole = lines.map { SeenLine(text: String($0)) }
    return rest.isEmpty ? whole : whole + [SeenLine(text: String(rest), isUnterminated: true)]
  }
}
