/// What an argument takes.
public enum ArgumentKind: Equatable, Sendable {
  /// Any text, the empty one too. `String` in the application.
  case text
  /// A decimal number of 64 bits, with a sign or without. `Int`.
  case integer
  /// Present or not: `--verbose`, `--verbose=true`, `--verbose=false`. `Bool`.
  case flag
  /// A length of time with its unit: `250ms`, `5s`, `2m`, `1h`, `1500us`, `10ns`. `Duration`.
  case duration
  /// One of these words. `String`.
  case choice([String])
  /// Texts; the argument may be given any number of times. `[String]`.
  case texts
  /// Log levels by source, such as `*:info,net:debug`; see `Log`. `String`.
  case logLevels
}
