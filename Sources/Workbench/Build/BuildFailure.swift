/// Why there is no image, sorted by whose fault it is.
public enum BuildFailure: Error, Sendable {
  /// The learner's sources do not compile or are unfit (not UTF-8, too large, missing). `diagnostics`
  /// is ready to print: their file:line and the compiler's words, nothing of our internals.
  case source(diagnostics: String)
  /// The command asks for something that does not exist, such as an argument that config.swift does not
  /// declare. The message ends with what to do.
  case usage(String)
  /// The machine lacks something or refuses something (toolchain, disk full, read-only directory).
  /// The message ends with what to do.
  case environment(String)
  /// The task that asked for the build was cancelled.
  case cancelled
  /// A fault of Mirador itself: the library OS does not compile or link.
  case `internal`(String)
}
