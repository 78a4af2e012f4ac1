/// How output that a reader could not see, or a parser would take for something else, is written.
enum Escapes {
  /// Whether a line must be escaped to be read back as the same line.
  /// - Parameter isFirst: it would follow its command, where a ">" goes on with that.
  static func isNeeded(_ text: String, isFirst: Bool) -> Bool {
    if text.unicodeScalars.contains(where: isInvisible) { return true }
    if text.hasPrefix("$ ") || text == "$" { return true }
    if isFirst, text.hasPrefix("> ") || text == ">" { return true }
    if Transcript.status(text[...]) != nil { return true }
    return [" ", " (re)", " (esc)", " (no-eol)"].contains(where: text.hasSuffix)
  }

  static func escape(_ text: String) -> String {
    var result = ""
    let last = text.unicodeScalars.count - 1
    for (index, scalar) in text.unicodeScalars.enumerated() {
      switch scalar {
      case "\\": result += "\\\\"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      // At the ends, so that no editor cuts a space off and no mark is taken for ours.
      case " " where index == last, "$" where index == 0, ">" where index == 0,
        "[" where index == 0, ")" where index == last:
        result += hexadecimal(scalar)
      case _ where isInvisible(scalar): result += hexadecimal(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Nil: there is an escape that `escape` does not make.
  static func unescape(_ text: Substring) -> String? {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        result.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "\\": result.append("\\")
      case "t": result.append("\t")
      case "r": result.append("\r")
      case "x":
        guard let value = UInt8(String(rest.prefix(2)), radix: 16), rest.count >= 2 else {
          return nil
        }
        result.append(Unicode.Scalar(value))
        rest = rest.dropFirst(2)
      default: return nil
      }
    }
    return String(result)
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\x" + (digits.count < 2 ? "0" : "") + digits
  }
}
