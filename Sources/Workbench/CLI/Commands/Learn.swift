import ArgumentParser
import Checks
import Curriculum
import Foundation
import Tables

/// Shows where the learner is; on a terminal it also waits for a key word.
struct Learn: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show where you are and what to do next (the default).",
    discussion: """
      On a terminal, Enter goes on and q leaves; you resume where you were.

      Examples:
        ./mirador
        ./mirador learn 2         begin or resume lesson 2
        ./mirador learn --step 3
      """)

  @Argument(help: "The lesson: 1, 01, or a name. Default: where you are.", completion: .lesson)
  var lesson: String?
  @Option(help: "Show this step.")
  var step: Int?
  @OptionGroup var place: WorkspaceOption

  func run() async throws {
    let reader = try open()
    if let step { try reader.go(to: step - 1) }
    try reader.show()
    if Output.isTerminal { try await reader.converse() }
  }

  /// A word that is no lesson may be a misspelt command: this is the default one.
  private func open() throws -> Reader {
    let context = try Context(directory: place.directory)
    do {
      return try Reader(context, lesson: lesson)
    } catch let unknown as UnknownLesson {
      guard let name = Nearest.match(unknown.word, among: Mirador.commandNames) else {
        throw unknown
      }
      throw Failure(.usage, "There is no command \"\(unknown.word)\". Try: ./mirador \(name)")
    }
  }
}

/// Goes one step on.
struct Next: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the next step of the lesson.", discussion: "Example:\n  ./mirador next")
  @OptionGroup var place: WorkspaceOption

  func run() throws {
    let reader = try Reader(Context(directory: place.directory), lesson: nil)
    try reader.move(by: 1)
    try reader.show()
  }
}

/// Goes one step back.
struct Back: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the step before.", discussion: "Example:\n  ./mirador back")
  @OptionGroup var place: WorkspaceOption

  func run() throws {
    let reader = try Reader(Context(directory: place.directory), lesson: nil)
    try reader.move(by: -1)
    try reader.show()
  }
}
