// Words of a POSIX shell.

enum ShellText {
  /// `text` as one word: as it is when nothing in it means something to a shell, else in single quotes,
  /// between which nothing does (POSIX 2.2.2); a single quote itself goes between the quotes.
  static func word(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      Deployment.isPlain($0) || "/,:=+@%".utf8.contains($0)
    }
    guard text.isEmpty || !isPlain else { return text }
    // By scalars: a quote with an accent on it is one Character.
    var quoted = ""
    for scalar in text.unicodeScalars {
      if scalar == "'" { quoted += "'\\''" } else { quoted.unicodeScalars.append(scalar) }
    }
    return "'" + quoted + "'"
  }

  /// A command, one option with its value to a line.
  static func command(_ program: String, _ arguments: [String], indent: String) -> String {
    var lines = [word(program)]
    for (index, argument) in arguments.enumerated() {
      let isValue =
        index > 0 && arguments[index - 1].hasPrefix("-") && !argument.hasPrefix("-")
      if isValue {
        lines[lines.count - 1] += " " + word(argument)
      } else {
        lines.append(word(argument))
      }
    }
    return lines.joined(separator: " \\\n\(indent)")
  }
}
