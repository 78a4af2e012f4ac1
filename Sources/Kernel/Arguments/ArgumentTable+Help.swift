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
  @export(interface)
  public var usage: String {
    var text = Text()
    addUsage(to: &text)
    return text.string
  }

  /// Every option by group, wrapped at 80 columns. Ends without a newline.
  @export(interface)
  public var help: String {
    var text = Text()
    addUsage(to: &text)
    addGroup(.devices, "\n\nDevices", to: &text)
    addGroup(.application, "\n\nApplication", to: &text)
    addGroup(.runtime, "\n\nRuntime", to: &text)
    return text.string
  }

  private func addUsage(to text: inout Text) {
    text.add("usage: ")
    var words = Text()
    words.add(unikernel)
    for definition in definitions {
      guard case .required = definition.presence else { continue }
      words.add(" ")
      words.addSynopsis(definition)
    }
    words.add(" [OPTION]...")
    if takesWords { words.add(" [--] [WORD]...") }
    text.wrap(words.bytes, at: 7)
    text.add("\n       ")
    text.add(unikernel)
    text.add(" --help lists the options")
  }

  private func addGroup(_ group: ArgumentGroup, _ title: StaticString, to text: inout Text) {
    var isFirst = true
    for definition in definitions where definition.group.rawValue == group.rawValue {
      if isFirst { text.add(title) }
      isFirst = false
      text.add("\n  ")
      text.addSynopsis(definition)
      text.add("\n      ")
      var words = Text()
      words.add(definition.help)
      words.addNote(definition)
      text.wrap(words.bytes, at: 6)
    }
  }
}

extension Text {
  /// Adds the option and what stands for its value.
  fileprivate mutating func addSynopsis(_ definition: ArgumentDefinition) {
    addOption(definition)
    guard let value = definition.kind.valueName else { return }
    add("=")
    add(value)
  }

  /// Adds, in parentheses, the form of a value and what holds without one.
  fileprivate mutating func addNote(_ definition: ArgumentDefinition) {
    let start = bytes.count
    switch definition.kind {
    case .duration, .logLevels:
      add(" (such as ")
      add(definition.kind.example)
    case .choice:
      add(" (")
      addExpectation(definition.kind)
    case .texts: add(" (may be repeated")
    case .text, .integer, .flag: break
    }
    let separator: StaticString = bytes.count == start ? " (" : "; "
    switch definition.presence {
    case .optional: break
    case .required:
      add(separator)
      add("required")
    case .byDefault(let text):
      add(separator)
      add("default: ")
      showValue(text, of: definition.kind)
    case .fixed(let text):
      add(separator)
      add("fixed: ")
      show(text, limit: 1000)
    }
    if bytes.count > start { add(")") }
  }

  /// Adds a default; that of texts with commas between them.
  private mutating func showValue(_ value: String, of kind: ArgumentKind) {
    guard case .texts = kind else { return show(value, limit: 1000) }
    for (index, line) in lines(of: value).enumerated() {
      if index > 0 { add(", ") }
      show(line, limit: 1000)
    }
  }
}
