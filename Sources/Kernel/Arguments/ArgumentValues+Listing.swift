extension ArgumentValues {
  /// An argument as somebody who looks in from outside sees it.
  public struct Entry: Sendable {
    public let name: String
    /// The text; nil: none was given, and there is no default. Of several, one a line.
    public let value: String?
    /// Whether the boot gave it.
    public let isGiven: Bool
  }

  /// Every argument but `--help`, in the order of `--help`'s list.
  @export(interface)
  public var listing: [Entry] {
    var entries: [Entry] = []
    for index in definitions.indices where index < definitions.count - 1 {
      var texts: [String] = []
      for argument in given where argument.index == index { texts.append(argument.text) }
      let isGiven = !texts.isEmpty
      let definition = definitions[index]
      var value: String?
      if isGiven, case .texts = definition.kind {
        value = texts.joined(separator: "\n")
      } else if let last = texts.last {
        value = last
      } else if case .byDefault(let text) = definition.presence {
        value = text
      } else if case .fixed(let text) = definition.presence {
        value = text
      }
      entries.append(Entry(name: definition.name, value: value, isGiven: isGiven))
    }
    return entries
  }
}
