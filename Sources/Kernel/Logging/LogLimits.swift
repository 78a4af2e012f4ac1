/// What logging takes at most.
public enum LogLimits {
  /// Bytes of a line, with its newline; a longer one is cut and ends in `…`. As much as a console shows
  /// at once, and more than any of our own messages.
  public static let line = 1024
  /// Bytes of past lines that are kept, for a look from outside. Taken when the first line is written.
  public static let history = 8192
}
