// What a boot was given, by argument. Called by generated code, which knows each argument's place and
// kind: asking for another is its mistake and traps.

public import Time

/// The values of one boot's arguments; `index` is the place of a definition in the array given to
/// `ArgumentTable.init`. Every access is linear in the number of words that were given.
public struct ArgumentValues: Equatable, Sendable {
  /// The unikernel's own, then the runtime's.
  let definitions: [ArgumentDefinition]
  /// Each of the kind of its definition.
  let given: [GivenArgument]
  /// The words that are no options, in their order; empty when the table takes none.
  public let words: [String]

  /// Of a text, a choice or log levels.
  @export(interface)
  public func text(_ index: Int) -> String {
    present(optionalText(index))
  }

  /// Nil: not given, and no default.
  @export(interface)
  public func optionalText(_ index: Int) -> String? {
    last(index)
  }

  @export(interface)
  public func integer(_ index: Int) -> Int {
    present(optionalInteger(index))
  }

  @export(interface)
  public func optionalInteger(_ index: Int) -> Int? {
    last(index).map { present(Parse.integer($0)) }
  }

  /// False when it was not given and has no default.
  @export(interface)
  public func flag(_ index: Int) -> Bool {
    last(index).map { present(Parse.flag($0)) } ?? false
  }

  @export(interface)
  public func duration(_ index: Int) -> Duration {
    present(optionalDuration(index))
  }

  @export(interface)
  public func optionalDuration(_ index: Int) -> Duration? {
    last(index).map { present(Parse.duration($0)) }
  }

  /// In the order in which they were given; else those of the default, one a line; else none.
  @export(interface)
  public func texts(_ index: Int) -> [String] {
    var texts: [String] = []
    for argument in given where argument.index == index { texts.append(argument.text) }
    if texts.isEmpty, let text = configured(index) { return lines(of: text) }
    return texts
  }
}

// MARK: - The runtime's own

extension ArgumentValues {
  /// `--name`: what this instance is called.
  @export(interface)
  public var name: String { text(own + ArgumentTable.nameOffset) }

  /// `--logs` as it was written.
  @export(interface)
  public var logsText: String { text(own + ArgumentTable.logsOffset) }

  /// `--logs`: which messages of which source are shown.
  @export(interface)
  public var logs: LogThresholds {
    present(LogThresholds(text(own + ArgumentTable.logsOffset)))
  }

  /// `--delay`: how long to wait before devices are connected.
  @export(interface)
  public var delay: Duration { duration(own + ArgumentTable.delayOffset) }

  private var own: Int { definitions.count - ArgumentTable.runtimeCount }
}

// MARK: - Looking up

extension ArgumentValues {
  /// What was given last, else what was configured.
  private func last(_ index: Int) -> String? {
    for argument in given.reversed() where argument.index == index { return argument.text }
    return configured(index)
  }

  private func configured(_ index: Int) -> String? {
    precondition(definitions.indices.contains(index), "no argument has this index")
    switch definitions[index].presence {
    case .byDefault(let text), .fixed(let text): return text
    case .required, .optional: return nil
    }
  }

  private func present<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("an argument is asked for as of another kind") }
    return value
  }
}
