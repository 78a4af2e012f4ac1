// A command as a unikernel declares it. The declaration is sent to whoever connects and is all that anyone
// knows of it: the console's help, completion and checks of arguments, and the documentation, come from here.

/// A command of the inspector.
public struct CommandDeclaration: Equatable, Sendable {
  /// What is typed: lower-case letters, digits, dashes.
  public let name: String
  /// What it shows, in one line.
  public let help: String
  /// How the unikernel finds it out, and what the numbers leave out.
  public let explanation: String
  public let tier: CommandTier
  public let shape: AnswerShape
  public let arguments: [CommandArgument]
  public let columns: [Column]

  public init(
    _ name: String, help: String, explanation: String, tier: CommandTier = .read,
    shape: AnswerShape = .table, arguments: [CommandArgument] = [], columns: [Column] = []
  ) {
    self.name = name
    self.help = help
    self.explanation = explanation
    self.tier = tier
    self.shape = shape
    self.arguments = arguments
    self.columns = columns
  }
}

/// What a command may do.
public enum CommandTier: UInt8, Equatable, Sendable {
  /// It looks.
  case read
  /// It changes something: refused until the session is armed.
  case armed
}

/// How an answer is meant to be looked at.
public enum AnswerShape: UInt8, Equatable, Sendable {
  /// Rows of columns.
  case table
  /// One row, a line for each column.
  case record
  /// One column of text, without a heading.
  case lines
  /// Rows in the order of a tree: the first cell is a row's depth, 0 at the top, and is not shown.
  case tree
}

/// What a column is called and holds.
public struct Column: Equatable, Sendable {
  public let name: String
  public let type: CellType

  public init(_ name: String, _ type: CellType) {
    self.name = name
    self.type = type
  }
}

/// What a command takes, by place.
public struct CommandArgument: Equatable, Sendable {
  public let name: String
  public let kind: CommandArgumentKind
  /// Those that must be given come first.
  public let isRequired: Bool
  public let help: String

  public init(_ name: String, _ kind: CommandArgumentKind, isRequired: Bool, help: String) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.help = help
  }
}

/// What an argument's word means.
public enum CommandArgumentKind: Equatable, Sendable {
  /// Any text: the last argument takes the rest of the line.
  case text
  case integer
  /// A length of time with its unit, as boot arguments are written: `250ms`, `5s`.
  case duration
  /// The id of something that this command lists.
  case id(command: String)
  /// error, warning, info, debug or quiet.
  case level
  /// One of these words.
  case choice([String])
  /// A name that this command lists in its first column.
  case name(command: String)
}
