import Arguments

/// A table with one argument of each kind, in the order of `Place`.
enum Example {
  static let definitions = [
    ArgumentDefinition(
      "hello", .text, .application, .byDefault("Hello World!"), help: "What to say."),
    ArgumentDefinition(
      "count", .integer, .application, .byDefault("4"), help: "How often to say it."),
    ArgumentDefinition("verbose", .flag, .application, .optional, help: "Say more."),
    ArgumentDefinition(
      "pause", .duration, .application, .byDefault("1s"), help: "How long to wait in between."),
    ArgumentDefinition(
      "mode", .choice(["plain", "fancy"]), .application, .byDefault("plain"), help: "The manner."),
    ArgumentDefinition("peer", .texts, .application, .optional, help: "Whom to greet."),
    ArgumentDefinition(
      "trace", .logLevels, .application, .optional, help: "What to trace."),
  ]
  static let table = ArgumentTable(unikernel: "hello", definitions, takesWords: false)
  static let withWords = ArgumentTable(unikernel: "hello", definitions, takesWords: true)

  // The places of the definitions.
  static let hello = 0
  static let count = 1
  static let verbose = 2
  static let pause = 3
  static let mode = 4
  static let peer = 5
  static let trace = 6

  /// A table of one argument, called `x`, of this kind and presence, with the help "Help.".
  static func one(_ kind: ArgumentKind, _ presence: ArgumentPresence = .optional) -> ArgumentTable {
    ArgumentTable(
      unikernel: "one", [ArgumentDefinition("x", kind, .application, presence, help: "Help.")],
      takesWords: false)
  }
}

/// The message of the failure that reading gives; nil when it succeeds.
func message(_ table: ArgumentTable, _ words: [String]) -> String? {
  do throws(ArgumentFailure) {
    _ = try table.read(words)
    return nil
  } catch { return error.message }
}
