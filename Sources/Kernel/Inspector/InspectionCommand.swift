// A command and what runs it. A module that has something to show registers one:
//
//     Inspector.register(
//       InspectionCommand(declaration) { call in InspectionAnswer(rows: …) })
//
// What runs it is quick and never waits: it takes a picture of what is there and gives out rows of it one
// by one, as the console takes them.

public import InspectionProtocol
public import Time

/// A command with the code behind it.
public struct InspectionCommand: Sendable {
  public let declaration: CommandDeclaration
  let start: @Sendable (InspectionCall) -> InspectionAnswer

  /// - Parameter start: called for each request whose arguments fit the declaration.
  public init(
    _ declaration: CommandDeclaration,
    start: @escaping @Sendable (InspectionCall) -> InspectionAnswer
  ) {
    self.declaration = declaration
    self.start = start
  }
}

/// A request that fits its command.
public struct InspectionCall: Sendable {
  /// One for each argument of the declaration; `.none` for those that were left out.
  public let arguments: [Cell]
  public let now: Instant

  public func text(_ index: Int) -> String? {
    if case .text(let text) = arguments[index] { text } else { nil }
  }

  public func integer(_ index: Int) -> Int64? {
    if case .integer(let integer) = arguments[index] { integer } else { nil }
  }

  public func id(_ index: Int) -> UInt64? {
    if case .id(let id) = arguments[index] { id } else { nil }
  }

  public func duration(_ index: Int) -> Duration? {
    if case .duration(let duration) = arguments[index] { duration } else { nil }
  }
}

/// Rows, one by one, or a failure.
public struct InspectionAnswer {
  /// What comes next.
  public enum Step {
    case row([Cell])
    /// Nothing before this time; then ask again.
    case wait(until: Instant)
    case end
  }

  enum Content {
    case steps((Instant) -> Step)
    case failure(InspectionFailure)
  }
  let content: Content

  /// - Parameter next: called with the time for each row, until it says `end`.
  public init(_ next: @escaping (Instant) -> Step) { content = .steps(next) }

  /// Rows that are there already.
  public init(rows: [[Cell]]) {
    var index = 0
    content = .steps { _ in
      guard index < rows.count else { return .end }
      index += 1
      return .row(rows[index - 1])
    }
  }

  public init(failure: InspectionFailure) { content = .failure(failure) }
}
