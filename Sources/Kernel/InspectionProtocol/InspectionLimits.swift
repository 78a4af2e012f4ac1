/// What the inspector's protocol takes at most. Both sides refuse more.
public enum InspectionLimits {
  /// The version of the protocol that this code speaks.
  public static let version: UInt8 = 1
  /// Bytes of a frame's body: a page, so that a frame is built and sent in one short step.
  public static let body = 4096
  /// Bytes of a text in a cell: as much as a line of the log.
  public static let text = 1024
  /// Bytes of a name: of a command, a column, an argument.
  public static let name = 64
  /// Addresses of a stack: a row with one in each column still fits into a frame.
  public static let stack = 12
  /// Columns of a table.
  public static let columns = 16
  /// Arguments of a command.
  public static let arguments = 8
  /// Words of a choice.
  public static let choices = 16
  /// Commands of a unikernel.
  public static let commands = 256
  /// Rows of one answer; those of a table of 100,000 tasks, and an end.
  public static let rows = 200_000
}
