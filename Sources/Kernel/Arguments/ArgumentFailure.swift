/// Why words cannot be understood: always the fault of who wrote them.
public enum ArgumentFailure: Error, Equatable, Sendable {
  /// No fault: `--help` was given, and wants the help in the place of everything else.
  case help
  /// An option that does not exist, without its value; the name of the one that was probably
  /// meant.
  case unknown(option: String, suggestion: String?)
  /// A word that is no option, where none is taken.
  case unexpectedWord(String, suggestion: String?)
  /// An option at the end, or before another option, without a value.
  case missingValue(ArgumentDefinition)
  /// A value of another kind.
  case wrongValue(ArgumentDefinition, String)
  /// Another value than the one that the image was configured with.
  case fixed(ArgumentDefinition, String)
  /// An argument of the runtime among those of `mirador configure`.
  case onlyAtBoot(ArgumentDefinition)
  /// Nothing was given for an argument that has no default.
  case required(ArgumentDefinition)
}
