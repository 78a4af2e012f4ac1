// Words and values of systemd's unit files (systemd.syntax(7), systemd.service(5), "Command lines").

enum SystemdText {
  /// `text` as one word of a command line whose program is prefixed with a colon, so that `$` is itself:
  /// in double quotes, with C escapes; `%` doubled, for it starts a specifier.
  static func word(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: result += "\\\""
      case 0x5c: result += "\\\\"
      case 0x25: result += "%%"
      case 0..<0x20, 0x7f:
        result += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// `text` as a value that is one line, such as a description.
  static func line(_ text: String) -> String { text.replacing("%", with: "%%") }
}
