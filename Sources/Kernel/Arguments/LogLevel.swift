/// How much a message matters; a threshold lets through what is at least as important.
///
/// The raw values ascend with verbosity: `message.rawValue <= threshold.rawValue` passes.
public enum LogLevel: UInt8, CaseIterable, Equatable, Sendable {
  /// Something asked for was not done.
  case error
  /// It was done, but somebody should look.
  case warning
  /// What an operator wants to read in a good run.
  case info
  /// What only its author wants to read.
  case debug

  /// The word in `--logs=*:info`.
  public var word: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info: "info"
    case .debug: "debug"
    }
  }
}
