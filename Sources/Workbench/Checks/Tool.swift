import Build

/// The tool itself.
public enum Tool {
  /// Its version, as verdicts and --version give it.
  public static let version = Builder.version
}
