// Usage and help: the same text in an image and in the tool, the same bytes for the same table.
//
//     usage: hello --ip=TEXT [OPTION]... [--] [WORD]...
//            hello --help lists the options
//
//     Application
//       --count=NUMBER
//           How often to say it. (default: 4)

extension ArgumentTable {
  /// How a boot may be written: what is required, and where the rest is told. Ends without a newline.
  public var usage: String {
    var words = ["usage:", unikernel]
    for definition in definitions {
      if case .required = definition.presence { words.append(definition.synopsis) }
    }
    words.append("[OPTION]...")
    if takesWords { words += ["[--]", "[WORD]..."] }
    return wrapped(words, indented: "", following: "       ") + "\n       " + unikernel
      + " --help lists the options"
  }

  /// Every option by group, wrapped at 80 columns. Ends without a newline.
  public var help: String {
    var text = usage
    for group in [ArgumentGroup.devices, .application, .runtime] {
      let members = definitions.filter { $0.group.rawValue == group.rawValue }
      if members.isEmpty { continue }
      text += "\n\n" + group.title
      for definition in members {
        text += "\n  " + definition.synopsis + "\n"
        text += wrapped(
          wordsBetweenSpaces(definition.help + definition.note), indented: "      ",
          following: "      ")
      }
    }
    return text
  }
}

extension ArgumentGroup {
  var title: String {
    switch self {
    case .devices: "Devices"
    case .application: "Application"
    case .runtime: "Runtime"
    }
  }
}

extension ArgumentDefinition {
  /// The option and what stands for its value.
  var synopsis: String {
    guard let value = kind.valueName else { return option }
    return option + "=" + value
  }

  /// What the help adds in parentheses: the form of a value, and what holds without one.
  fileprivate var note: String {
    var parts: [String] = []
    switch kind {
    case .duration, .logLevels: parts.append("such as " + kind.example)
    case .choice: parts.append(kind.expectation)
    case .texts: parts.append("may be repeated")
    case .text, .integer, .flag: break
    }
    switch presence {
    case .required: parts.append("required")
    case .optional: break
    case .byDefault(let text): parts.append("default: " + shown(text, limit: 1000))
    case .fixed(let text): parts.append("fixed: " + shown(text, limit: 1000))
    }
    if parts.isEmpty { return "" }
    var note = ""
    for part in parts { note += (note.isEmpty ? " (" : "; ") + part }
    return note + ")"
  }
}

/// Lines of at most 80 columns, a column a scalar, of words; a longer word has a line of its own.
private func wrapped(
  _ words: [String], indented first: String, following: String
) -> String {
  var text = first
  var column = first.utf8.count
  var isAtStart = true
  for word in words {
    let width = word.unicodeScalars.count
    if !isAtStart, column + 1 + width > 80 {
      text += "\n" + following
      column = following.utf8.count
    } else if !isAtStart {
      text += " "
      column += 1
    }
    text += word
    column += width
    isAtStart = false
  }
  return text
}

private func wordsBetweenSpaces(_ text: String) -> [String] {
  var words: [String] = []
  for part in text.utf8.split(separator: UInt8(ascii: " ")) {
    // A piece of UTF-8 between ASCII characters is UTF-8.
    words.append(String(Substring(part)))
  }
  return words
}
