// The arguments of one unikernel: the application's and its devices', and those that every unikernel
// has. The image reads the words of a boot with it (`read`), the tool those of `mirador configure`
// (`given`), and both print the same `help`.
//
//     --name=VALUE   or   --name VALUE, when VALUE does not begin with "--"
//     --flag         or   --flag=true, --flag=false
//     --             what follows is words, options or not
//
// Of a repeated argument the last counts, unless it takes texts: those accumulate. The table is pure:
// it prints nothing, ends nothing, and no input makes it trap.

/// What may be given to a unikernel.
public struct ArgumentTable: Equatable, Sendable {
  /// The unikernel's name, as `usage` shows it.
  public let unikernel: String
  /// The definitions as they were given to `init`, and after them the runtime's four.
  public let definitions: [ArgumentDefinition]
  /// Whether the application wants the words that are no options.
  let takesWords: Bool

  /// - Parameters:
  ///   - definitions: must have no `fault(unikernel:_:)`; the tool has seen to that.
  ///   - takesWords: whether words that are no options are handed over; else they are refused.
  @export(interface)
  public init(unikernel: String, _ definitions: [ArgumentDefinition], takesWords: Bool) {
    self.unikernel = unikernel
    self.definitions = definitions + ArgumentTable.runtime(unikernel)
    self.takesWords = takesWords
  }

  /// How many of `definitions` are not the runtime's.
  var ownCount: Int { definitions.count - ArgumentTable.runtimeCount }
}

// MARK: - The runtime's own

extension ArgumentTable {
  static let runtimeCount = 4
  // Their places after the unikernel's own.
  static let nameOffset = 0
  static let logsOffset = 1
  static let delayOffset = 2
  static let helpOffset = 3

  /// What every unikernel has. The log's default is MirageOS's: a good run is short at info, and an
  /// operator who sees nothing cannot tell a quiet unikernel from one that hangs.
  static func runtime(_ unikernel: String) -> [ArgumentDefinition] {
    [
      ArgumentDefinition(
        "name", .text, .runtime, .byDefault(unikernel), help: "What this instance is called."),
      ArgumentDefinition(
        "logs", .logLevels, .runtime, .byDefault("*:info"),
        help: "What is logged, by source: error, warning, info, debug or quiet."),
      ArgumentDefinition(
        "delay", .duration, .runtime, .byDefault("0s"),
        help: "How long to wait before devices are connected."),
      ArgumentDefinition("help", .flag, .runtime, .optional, help: "Show this help and end."),
    ]
  }
}
