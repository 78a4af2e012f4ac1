// What is typed, taken apart: the same for the prompt, for -c and for scripts.
//
//     tasks                          a command, with arguments behind it
//     watch 1s tasks                 again and again
//     tasks --json                   as JSON;   \x  or  --expanded: a line for each cell
//     tasks --where name=a* --show at   some rows and columns;   --first, --last: one row (Selection.swift)
//     logs 50 | grep net             through a shell
//     tasks > tasks.txt              into a file;   >> appends
//     # a comment                    nothing
//
// Words are parted by spaces. 'single quotes' keep everything, "double quotes" all but \" and \\; outside
// of quotes a backslash keeps the next character. A line that ends in a quote or in a backslash goes on.

/// A line, understood.
public struct ConsoleLine: Equatable, Sendable {
  /// What becomes of the output.
  public enum Sink: Equatable, Sendable {
    case screen
    case file(String, appends: Bool)
    /// A command of the shell.
    case shell(String)
  }

  public enum Form: Equatable, Sendable {
    /// As the session is set.
    case standard
    case json
    case expanded
  }

  public var words: [String] = []
  public var form = Form.standard
  public var selection = Selection()
  public var sink = Sink.screen

  /// Why a line is not understood.
  public enum Fault: Error, Equatable, Sendable {
    /// It goes on: for the prompt, what it waits for.
    case incomplete(Reason)
    case message(String)
  }

  public enum Reason: String, Equatable, Sendable {
    case singleQuote = "'"
    case doubleQuote = "\""
    case backslash = "\\"
  }

  /// - Throws: `incomplete` where more lines may make it whole.
  public init(_ text: String) throws(Fault) {
    var scanner = Scanner(text)
    while let token = try scanner.next() {
      switch token {
      case .word(let word, isQuoted: false) where word == "--json": form = .json
      case .word(let word, isQuoted: false) where word == "--expanded": form = .expanded
      case .word(let word, isQuoted: false) where word == "--first": selection.end = .first
      case .word(let word, isQuoted: false) where word == "--last": selection.end = .last
      case .word(let word, isQuoted: false) where word == "--where":
        guard case .word(let text, _)? = try scanner.next(),
          let condition = Selection.Condition(text)
        else {
          throw .message("after --where comes COLUMN=PATTERN, such as: --where state=waiting")
        }
        selection.conditions.append(condition)
      case .word(let word, isQuoted: false) where word == "--show":
        guard case .word(let column, _)? = try scanner.next() else {
          throw .message("after --show comes the name of a column")
        }
        selection.columns.append(column)
      case .word(let word, _): words.append(word)
      case .pipe:
        let command = scanner.rest().trimming
        guard !command.isEmpty else { throw .message("after | comes a command of the shell") }
        sink = .shell(command)
      case .redirect(let appends):
        guard case .word(let path, _)? = try scanner.next() else {
          throw .message("after > comes the name of a file")
        }
        guard try scanner.next() == nil else {
          throw .message("after the file's name nothing more is understood")
        }
        sink = .file(path, appends: appends)
      }
    }
  }
}

private struct Scanner {
  enum Token: Equatable {
    case word(String, isQuoted: Bool)
    case pipe
    case redirect(appends: Bool)
  }

  private var characters: Substring

  init(_ text: String) { characters = text[...] }

  mutating func rest() -> String {
    defer { characters = "" }
    return String(characters)
  }

  mutating func next() throws(ConsoleLine.Fault) -> Token? {
    skipSpace()
    guard let first = characters.first, first != "#" else { return nil }
    switch first {
    case "|":
      characters.removeFirst()
      return .pipe
    case ">":
      characters.removeFirst()
      let appends = characters.first == ">"
      if appends { characters.removeFirst() }
      return .redirect(appends: appends)
    default: return try word()
    }
  }

  /// The end of a line that goes on separates words as well.
  private mutating func skipSpace() {
    while true {
      characters = characters.drop { $0 == " " || $0 == "\t" || $0 == "\n" }
      guard characters.hasPrefix("\\\n"), characters.count > 2 else { return }
      characters.removeFirst(2)
    }
  }

  private mutating func word() throws(ConsoleLine.Fault) -> Token {
    var word = ""
    var isQuoted = false
    while let character = characters.first {
      switch character {
      case " ", "\t", "\n", "|", ">": return .word(word, isQuoted: isQuoted)
      case "'", "\"":
        isQuoted = true
        characters.removeFirst()
        word += try quoted(character)
      case "\\":
        // \x is a command of the console.
        if word.isEmpty, characters.dropFirst().first == "x" {
          characters.removeFirst(2)
          word = "\\x"
          continue
        }
        characters.removeFirst()
        guard let next = characters.popFirst() else { throw .incomplete(.backslash) }
        // A line that ends in a backslash goes on.
        if next == "\n" {
          if characters.isEmpty { throw .incomplete(.backslash) }
        } else {
          word.append(next)
          isQuoted = true
        }
      default: word.append(characters.removeFirst())
      }
    }
    return .word(word, isQuoted: isQuoted)
  }

  private mutating func quoted(_ quote: Character) throws(ConsoleLine.Fault) -> String {
    var text = ""
    while let character = characters.popFirst() {
      if character == quote { return text }
      if quote == "\"", character == "\\", let next = characters.first, next == "\"" || next == "\\"
      {
        text.append(characters.removeFirst())
      } else {
        text.append(character)
      }
    }
    throw .incomplete(quote == "'" ? .singleQuote : .doubleQuote)
  }
}

extension String {
  var trimming: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
