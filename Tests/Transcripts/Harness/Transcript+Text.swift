extension Transcript {
  /// The file again. Parsing it gives an equal transcript.
  var text: String {
    elements.flatMap { element in
      switch element {
      case .prose(let line): [line]
      case .command(let command): command.lines
      }
    }
    .map { $0 + "\n" }.joined()
  }
}

extension Transcript.Command {
  fileprivate var lines: [String] {
    var lines = words.enumerated().map { index, word in
      index == 0 ? "  $ " + word : word.isEmpty ? "  >" : "  > " + word
    }
    lines += output.map { $0 == .empty ? "" : "  " + $0.written }
    // An empty line at the very end would be taken for prose: the status after it says that it is not.
    if status != 0 || output.last == .empty { lines.append("  [\(status)]") }
    return lines
  }
}
