// What is wrong with definitions. The tool asks before it generates anything; an image never does.

extension ArgumentTable {
  /// The first thing that is wrong with these definitions, as a sentence that names the argument and
  /// what to write instead; nil when they are sound.
  @export(interface)
  public static func fault(unikernel: String, _ definitions: [ArgumentDefinition]) -> String? {
    let runtime = ArgumentTable.runtime(unikernel)
    for (index, definition) in definitions.enumerated() {
      if let fault = definition.nameFault ?? definition.kindFault ?? definition.textFault {
        return fault
      }
      if runtime.contains(where: { $0.name.utf8.elementsEqual(definition.name.utf8) }) {
        return "every unikernel has --\(definition.name) already: choose another name"
      }
      let others = definitions[..<index]
      if others.contains(where: { $0.name.utf8.elementsEqual(definition.name.utf8) }) {
        return "--\(definition.name) is declared twice: rename one of the two"
      }
    }
    return nil
  }
}

extension ArgumentDefinition {
  static let longestName = 64

  fileprivate var nameFault: String? {
    if !(1...Self.longestName).contains(name.utf8.count) || !isNameWellFormed {
      return "\(quoted(name)) is no name for an argument: use letters, digits and single dashes "
        + "between them, a letter first, at most \(Self.longestName), such as hello-text"
    }
    return nil
  }

  private var isNameWellFormed: Bool {
    // A dash before the first byte, so to speak: a letter must follow.
    var previous = UInt8(ascii: "-")
    for (index, byte) in name.utf8.enumerated() {
      let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      if byte == UInt8(ascii: "-") {
        if previous == byte { return false }
      } else if !isLetter, index == 0 || !isDigit {
        return false
      }
      previous = byte
    }
    return previous != UInt8(ascii: "-")
  }

  fileprivate var kindFault: String? {
    if case .choice(let words) = kind {
      if words.isEmpty { return "--\(name) is a choice of nothing: give it words to choose from" }
      for (index, word) in words.enumerated() {
        if word.isEmpty || !isPrintable(word) || word.utf8.contains(UInt8(ascii: " ")) {
          return "--\(name) has the choice \(quoted(word)): write each as one word"
        }
        if words[..<index].contains(where: { $0.utf8.elementsEqual(word.utf8) }) {
          return "--\(name) has the choice \(word) twice: remove one"
        }
      }
    }
    if let configured, !kind.accepts(configured) {
      return "--\(name) cannot be \(quoted(configured)): expected \(expectation), "
        + "such as \(kind.example)"
    }
    return nil
  }

  fileprivate var textFault: String? {
    if group == .runtime {
      return "--\(name) is in the group of the runtime's own: use .application or .devices"
    }
    if !help.utf8.contains(where: { $0 != UInt8(ascii: " ") }) {
      return "--\(name) has no help: say in a sentence what it is for"
    }
    if !isPrintable(help) {
      return "the help of --\(name) has a line break or another control character: use one line"
    }
    return nil
  }

  private func isPrintable(_ text: String) -> Bool {
    !text.unicodeScalars.contains { $0.value < 0x20 || (0x7f..<0xa0).contains($0.value) }
  }

  private var expectation: String {
    var text = Text()
    text.addExpectation(kind)
    return text.string
  }

  private func quoted(_ written: String) -> String {
    var text = Text()
    if !written.isEmpty { text.show(written) }
    return "\"" + text.string + "\""
  }
}
