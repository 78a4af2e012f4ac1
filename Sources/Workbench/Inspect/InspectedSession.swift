// One session with a unikernel that is booted for a check, in the language of `mirador console`, without what
// reaches outside of it: shell commands and files.

import Checks
import Foundation
import InspectionProtocol

/// A session that begins with the first question. One question at a time.
final class InspectedSession: Sendable {
  private let path: String
  private let code: InspectedBoot.Code
  /// Only the thread of the question that is asked uses it.
  private nonisolated(unsafe) var session: ConsoleSession?

  init(at path: String, _ code: InspectedBoot.Code) {
    self.path = path
    self.code = code
  }

  /// Asking blocks: on a thread of its own.
  func answer(to text: String) async -> Inspection {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: self.ask(text)) }
    }
  }

  private func ask(_ text: String) -> Inspection {
    let line: ConsoleLine
    do throws(ConsoleLine.Fault) {
      line = try ConsoleLine(text)
    } catch {
      switch error {
      case .incomplete(let reason): return .refused("the line ends inside of \(reason.rawValue)")
      case .message(let words): return .refused(words)
      }
    }
    guard line.sink == .screen else {
      return .refused("no shell and no file here: pick with --where, --first, --last, --show")
    }
    do throws(InspectFailure) {
      if session == nil { session = try ConsoleSession(to: path) }
      guard let session, let word = line.words.first else { return .refused("an empty line") }
      guard let declaration = session.declaration(word) else {
        return .refused("its inspector has no command \(word)")
      }
      return try run(declaration, line, session)
    } catch {
      return .silent(reason(error))
    }
  }

  private func run(
    _ declaration: CommandDeclaration, _ line: ConsoleLine, _ session: ConsoleSession
  ) throws(InspectFailure) -> Inspection {
    let arguments: [Cell]
    do throws(ArgumentFault) {
      arguments = try declaration.values(of: Array(line.words.dropFirst()))
    } catch {
      return .refused(error.text)
    }
    switch try session.run(declaration, arguments) {
    case .failure(let failure): return .refused(failure.text)
    case .success(let answer): return texts(of: answer, line.selection)
    }
  }

  private func texts(of answer: ConsoleAnswer, _ selection: Selection) -> Inspection {
    let code = code
    // Finding names takes longer than asking: only for those who look at them.
    let addresses = selection.looksAtCode(of: answer) ? answer.addresses.sorted() : []
    let names = Blocking.wait { await code.symbolizer.names(of: addresses, in: code.symbols) }
    do throws(UnknownColumn) {
      let selected = try selection(answer, names: names)
      return .answer(
        columns: selected.declaration.columns.map(\.name),
        rows: selected.rows.map { $0.map { $0.text(names) } })
    } catch {
      return .refused(error.text)
    }
  }

  /// Why there is no answer, as a check tells it.
  private func reason(_ failure: InspectFailure) -> String {
    switch failure {
    case .silent: "nobody answers at its inspector's port; is `inspector: true` in config.swift?"
    case .refused: "somebody else holds its inspector's port"
    case .gone, .interrupted: "its inspector's port was closed before the answer came"
    case .version(let text), .cannotStop(let text), .image(let text): text
    case .folder(let path, let reason), .socket(let path, let reason):
      "its inspector's port cannot be reached: \(path): \(reason)"
    }
  }
}
