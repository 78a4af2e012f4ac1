/// Every capacity of a lesson, with its unit and its reason.
public enum Limits {
  /// Lessons of the whole course, those included that are still to be written.
  public static let courseLessons = 24
  /// Bytes of any one file of a lesson: far above real ones, far below what hurts to read.
  public static let fileBytes = 256 << 10
  /// Files below starter/: a lesson that needs more is two lessons.
  public static let starterFiles = 32
  /// Lines of one step: a screen of 24 rows less the header (3) and the key line (3).
  public static let stepLines = 18
  /// Columns of a line of text: a terminal's width.
  public static let textColumns = 80
  /// Lines of one hint.
  public static let hintLines = 12
  /// Rungs of hints.md: where to look, what to know, how to do it.
  public static let hints = 3
  /// Lines of Swift in a solved lesson.
  public static let solutionLines = 60
  /// Checks of one lesson.
  public static let checks = 64
  /// Mutants of one lesson.
  public static let mutants = 32
}
