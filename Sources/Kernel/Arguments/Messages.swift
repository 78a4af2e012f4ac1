// What the module says to users about words; what it says about definitions is in
// ArgumentTable+Fault.swift, which images do not have.

extension ArgumentFailure {
  /// What is wrong, in one line that ends with the next step. What was written is shown without
  /// control characters, and not at any length.
  public var message: String {
    var text = Text()
    switch self {
    case .help:
      text.add("--help was asked for")
    case .unknown(let option, let suggestion):
      text.add("unknown option ")
      text.add(option, suggestion)
    case .unexpectedWord(let word, let suggestion):
      text.add("unexpected word ")
      text.add(word, suggestion)
    case .missingValue(let definition):
      text.addOption(definition)
      text.add(" needs a value, such as ")
      text.addExample(definition)
    case .wrongValue(let definition, let value):
      text.add(definition, value)
      text.add("expected ")
      text.addExpectation(definition.kind)
      text.add(", such as ")
      text.addExample(definition)
    case .fixed(let definition, let value):
      text.add(definition, value)
      text.add("this image was made for another value, ")
      text.show(definition.configured ?? "")
      text.add(". Configure and build again: mirador configure ")
      text.addOption(definition)
      text.add("=…")
    case .onlyAtBoot(let definition):
      text.addOption(definition)
      text.add(" belongs to every unikernel and is given at boot: mirador run … -- ")
      text.addExample(definition)
    case .required(let definition):
      text.addOption(definition)
      text.add(" is required. Give it, such as ")
      text.addExample(definition)
    }
    return text.string
  }
}

extension Text {
  /// Adds what was written, and what to do about it.
  fileprivate mutating func add(_ written: String, _ suggestion: String?) {
    show(written)
    if let suggestion {
      add(". Did you mean --")
      add(suggestion)
      add("?")
    } else {
      add(". --help lists the options")
    }
  }

  /// Adds an option as it was given, and a colon.
  fileprivate mutating func add(_ definition: ArgumentDefinition, _ value: String) {
    addOption(definition)
    add("=")
    show(value)
    add(": ")
  }

  /// Adds the name with its dashes.
  mutating func addOption(_ definition: ArgumentDefinition) {
    add("--")
    add(definition.name)
  }

  /// Adds how an argument could be given.
  mutating func addExample(_ definition: ArgumentDefinition) {
    addOption(definition)
    add("=")
    add(definition.kind.example)
  }

  /// Adds what a value must be.
  mutating func addExpectation(_ kind: ArgumentKind) {
    switch kind {
    case .text, .texts: add("a text")
    case .integer: add("a whole number of 64 bits")
    case .flag: add("true or false")
    case .duration: add("a whole number and its unit: ns, us, ms, s, m or h")
    case .logLevels: add("levels by source: error, warning, info, debug or quiet")
    case .choice(let words):
      add("one of ")
      for index in words.indices {
        if index > 0 { add(", ") }
        add(words[index])
      }
    }
  }
}

extension ArgumentDefinition {
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
}
