// What an operator, a console or a test does with logging as a whole.

public import Arguments

extension Log {
  /// Takes thresholds for all sources, also those to come; replaces what `setLevel` said before. Without
  /// this call the first source takes what `--logs` said.
  @export(interface)
  public static func configure(_ thresholds: LogThresholds) {
    LogSources.configure(thresholds)
  }

  /// Shows messages of the source called `name` up to `level` from now on; nil: none. A source that does
  /// not exist yet will start with it.
  @export(interface)
  public static func setLevel(_ level: LogLevel?, for name: String) {
    LogSources.set(level, for: name)
  }

  /// The same for every source, also those to come.
  @export(interface)
  public static func setLevel(_ level: LogLevel?) {
    LogSources.set(level, for: nil)
  }

  /// A source as somebody who looks in from outside sees it.
  public struct Source: Sendable {
    public let name: String
    /// The most verbose level that is shown; nil when none is.
    public let level: LogLevel?
  }

  /// The sources that have been made so far, in that order.
  @export(interface)
  public static var sources: [Source] {
    LogSources.all.map { Source(name: $0.nameText, level: $0.level) }
  }

  /// The last lines that were written, oldest first, without their newlines: those that `LogLimits.history`
  /// bytes hold.
  @export(interface)
  public static var recent: [String] { LogHistory.lines }
}
