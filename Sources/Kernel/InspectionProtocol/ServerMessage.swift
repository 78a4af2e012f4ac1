// What a unikernel sends. The kind of the frame, then the body:
//
//     0x81  welcome   version, session, boot, name, n: so many commands follow
//     0x82  command   a declaration (CommandDeclaration+Pack)
//     0x83  rows      id, n, n rows; a row is n and n cells
//     0x84  end       id, outcome, rows in all, nanoseconds that finding them out took
//     0x85  failure   id, reason, text
//     0x86  refusal   text: whoever holds the port will not pass anything on now
//
// An answer is any number of `rows`, and one `end` or `failure`.

public import Time

/// A message to the console.
public enum ServerMessage: Equatable, Sendable {
  case welcome(Welcome)
  case command(CommandDeclaration)
  case rows(id: UInt32, [[Cell]])
  case end(id: UInt32, outcome: AnswerOutcome, rows: UInt64, work: Duration)
  case failure(id: UInt32, InspectionFailure)
  /// Not by the unikernel: by the program that holds its port.
  case refusal(String)
}

/// Who answers.
public struct Welcome: Equatable, Sendable {
  public let version: UInt8
  /// The hello's.
  public let session: UInt32
  /// A number of this boot: another one means that the unikernel was started anew.
  public let boot: UInt64
  public let name: String
  public let commandCount: Int

  public init(
    version: UInt8, session: UInt32, boot: UInt64, name: String, commandCount: Int
  ) {
    self.version = version
    self.session = session
    self.boot = boot
    self.name = name
    self.commandCount = commandCount
  }
}

/// How an answer ended.
public enum AnswerOutcome: UInt8, Equatable, Sendable {
  case complete
  /// By `cancel`.
  case cancelled
  /// At the limit of rows.
  case cut
}

/// Why there is no answer.
public struct InspectionFailure: Error, Equatable, Sendable {
  public enum Reason: UInt8, Equatable, Sendable {
    /// There is no such command.
    case unknownCommand
    /// An argument is missing, superfluous or of another type.
    case arguments
    /// The command changes something, and the session is not armed.
    case notArmed
    /// Another answer is under way.
    case busy
    /// The thing does not exist, or not any more.
    case notFound
    /// The version of the protocol is not spoken here.
    case version
  }
  public let reason: Reason
  /// For people.
  public let text: String

  public init(_ reason: Reason, _ text: String) {
    self.reason = reason
    self.text = text
  }
}
