extension Transcript {
  /// Reads a file. A file without any command is none: it would pass without proving anything.
  init(parsing text: String) throws(TranscriptFault) {
    var parser = TranscriptParser()
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    for (index, line) in lines.enumerated() { try parser.take(line, number: index + 1) }
    parser.close()
    elements = parser.elements
    guard !commands.isEmpty else {
      throw TranscriptFault(
        line: 1, reason: "there is no command in this file: write one as \"  $ …\"")
    }
  }
}

/// Takes a transcript line by line.
private struct TranscriptParser {
  private(set) var elements: [Transcript.Element] = []
  private var current: Transcript.Command?
  /// Empty lines since the last output: output as well if more output follows, else prose.
  private var emptyLines = 0
  /// The command's exit status was there: nothing more may follow.
  private var isEnded = false

  mutating func take(_ line: Substring, number: Int) throws(TranscriptFault) {
    if line.allSatisfy({ $0 == " " }) {
      emptyLines += 1
    } else if line.hasPrefix("  ") {
      try takeIndented(line.dropFirst(2), number: number)
    } else if line.hasPrefix(" ") || line.hasPrefix("\t") {
      throw TranscriptFault(
        line: number, reason: "commands and output are indented by two spaces, prose by none")
    } else {
      close()
      elements.append(.prose(String(line)))
    }
  }

  /// Ends the current command.
  mutating func close() {
    if let current { elements.append(.command(current)) }
    current = nil
    isEnded = false
    elements += Array(repeating: .prose(""), count: emptyLines)
    emptyLines = 0
  }

  private mutating func takeIndented(
    _ text: Substring, number: Int
  ) throws(TranscriptFault) {
    if text.hasPrefix("$ ") {
      close()
      current = Transcript.Command(line: number, words: [String(text.dropFirst(2))])
    } else if text == "$" {
      throw TranscriptFault(line: number, reason: "there is no command after the $")
    } else if text == ">" || text.hasPrefix("> "), isCommandOpen {
      current?.words.append(String(text.dropFirst(2)))
    } else {
      try takeOutput(text, number: number)
    }
  }

  /// Whether a ">" goes on with a command; anywhere else it is output.
  private var isCommandOpen: Bool {
    current?.output.isEmpty == true && emptyLines == 0 && !isEnded
  }

  private mutating func takeOutput(_ text: Substring, number: Int) throws(TranscriptFault) {
    guard current != nil else {
      throw TranscriptFault(line: number, reason: "output belongs to a command, and none is above")
    }
    guard !isEnded else {
      throw TranscriptFault(line: number, reason: "nothing may follow a command's exit status")
    }
    for _ in 0..<emptyLines { current?.output.append(.empty) }
    emptyLines = 0
    if let status = Transcript.status(text) {
      current?.status = status
      isEnded = true
    } else {
      current?.output.append(try OutputLine(parsing: text, number: number))
    }
  }
}

extension Transcript {
  /// The number in `[3]`; nil for anything else.
  static func status(_ text: Substring) -> Int? {
    guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
    let digits = text.dropFirst().dropLast()
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int(digits)
  }
}
