/// How text is marked. Colour is never the only carrier: every mark is a word or a sign as well.
public struct Palette: Sendable {
  /// Whether control codes may be used at all.
  public let hasColour: Bool

  public init(hasColour: Bool) { self.hasColour = hasColour }

  /// For a terminal that has colours and a user who wants them.
  /// - Parameters:
  ///   - isTerminal: whether the text goes to a terminal.
  ///   - environment: NO_COLOR (any value that is not empty) and TERM=dumb switch colours off.
  public init(isTerminal: Bool, environment: [String: String]) {
    let refused = !(environment["NO_COLOR"] ?? "").isEmpty
    let term = environment["TERM"] ?? ""
    hasColour = isTerminal && !refused && !term.isEmpty && term != "dumb"
  }

  public func strong(_ text: String) -> String { wrap(text, "1") }
  public func good(_ text: String) -> String { wrap(text, "32") }
  public func bad(_ text: String) -> String { wrap(text, "31") }
  public func faint(_ text: String) -> String { wrap(text, "2") }

  private func wrap(_ text: String, _ code: String) -> String {
    hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// What a terminal must not be told by a unikernel: control characters become visible.
public func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isControl) else { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    if scalar == "\t" {
      result += "  "
    } else if isControl(scalar) {
      result += "\\u{\(String(scalar.value, radix: 16))}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func isControl(_ scalar: UnicodeScalar) -> Bool {
  scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
}
