// What the module says to users. Concatenated, not interpolated, for the sake of images.

extension ArgumentFailure {
  /// What is wrong, in one line that ends with the next step. What was written is shown without
  /// control characters, and not at any length.
  public var message: String {
    switch self {
    case .help:
      "--help was asked for"
    case .unknown(let option, let suggestion):
      "unknown option " + shown(option) + next(suggestion)
    case .unexpectedWord(let word, let suggestion):
      "unexpected word " + shown(word) + next(suggestion)
    case .missingValue(let definition):
      definition.option + " needs a value, such as " + definition.example
    case .wrongValue(let definition, let value):
      definition.option + "=" + shown(value) + ": expected " + definition.kind.expectation
        + ", such as " + definition.example
    case .fixed(let definition, let value):
      definition.option + "=" + shown(value) + ": this image was made for another value, "
        + shown(definition.configured ?? "") + ". Configure and build again: mirador configure "
        + definition.option + "=…"
    case .onlyAtBoot(let definition):
      definition.option + " belongs to every unikernel and is given at boot: mirador run … -- "
        + definition.example
    case .required(let definition):
      definition.option + " is required. Give it, such as " + definition.example
    }
  }

  private func next(_ suggestion: String?) -> String {
    guard let suggestion else { return ". --help lists the options" }
    return ". Did you mean " + suggestion + "?"
  }
}

extension ArgumentDefinition {
  /// The name with its dashes.
  var option: String { "--" + name }

  /// How it could be given.
  var example: String { option + "=" + kind.example }

  /// What holds when it is not given; nil when there is nothing.
  var configured: String? {
    switch presence {
    case .byDefault(let text), .fixed(let text): text
    case .required, .optional: nil
    }
  }
}

extension ArgumentKind {
  /// What stands for the value in usage and help; nil for a flag, which needs none.
  var valueName: String? {
    switch self {
    case .text, .texts: "TEXT"
    case .integer: "NUMBER"
    case .flag: nil
    case .duration: "DURATION"
    case .choice: "WORD"
    case .logLevels: "LEVELS"
    }
  }

  var example: String {
    switch self {
    case .text, .texts: "hello"
    case .integer: "42"
    case .flag: "true"
    case .duration: "250ms"
    case .choice(let words): words.first ?? ""
    case .logLevels: "*:info,net:debug"
    }
  }

  var expectation: String {
    switch self {
    case .text, .texts: "a text"
    case .integer: "a whole number of 64 bits"
    case .flag: "true or false"
    case .duration: "a whole number and its unit: ns, us, ms, s, m or h"
    case .choice(let words): "one of " + joined(words)
    case .logLevels: "levels by source: error, warning, info, debug or quiet"
    }
  }
}

/// The words with a comma and a space between each two.
func joined(_ words: [String]) -> String {
  var text = ""
  for word in words { text += text.isEmpty ? word : ", " + word }
  return text
}

/// `text` for a terminal: without control characters, cut after `limit` scalars; quoted when nothing
/// could be seen otherwise.
func shown(_ text: String, limit: Int = 80) -> String {
  var result = String.UnicodeScalarView()
  var count = 0
  for scalar in text.unicodeScalars {
    if count == limit {
      result.append("…")
      break
    }
    let isControl = scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
    result.append(isControl ? "?" : scalar)
    count += 1
  }
  return count == 0 ? "\"\"" : String(result)
}
