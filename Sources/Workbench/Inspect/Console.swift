// The prompt: reads lines and has them carried out until somebody leaves.

import CLineEditor
import Foundation

/// The console at a terminal.
public struct Console {
  private let shell: ConsoleShell
  private let historyFile: URL?

  /// - Parameter historyFile: nil: nothing is kept.
  public init(_ shell: ConsoleShell, historyFile: URL?) {
    self.shell = shell
    self.historyFile = historyFile
  }

  /// Runs until `quit` or ^D. To be called on a thread of its own.
  public func run() {
    InterruptFlag.install()
    shell.connect()
    guard let editor = makeEditor() else { return plain() }
    while true {
      switch readWhole(editor) {
      case .interrupted: Console.write("\n")
      case .end:
        Console.write("\n")
        return
      case .text(let text):
        guard !text.trimmingCharacters(in: .whitespaces).isEmpty else { continue }
        editor.remember(text.replacing("\n", with: " "))
        _ = InterruptFlag.take()
        if shell.execute(text) == .quit { return }
        _ = InterruptFlag.take()
      }
    }
  }

  private func makeEditor() -> LineEditor? {
    let shell = shell
    let box = Continuation.shared
    return LineEditor(
      historyFile: historyFile?.path,
      LineEditor.Helpers(
        prompt: { box.reason.map { "\($0)> " } ?? shell.prompt },
        hint: { box.reason == nil ? shell.hint(for: $0) : "" },
        candidates: { box.reason == nil ? shell.candidates(for: $0) : [] },
        look: { shell.look() }))
  }

  /// A line, with those that it goes on in; the prompt says why it does.
  private func readWhole(_ editor: LineEditor) -> LineEditor.Line {
    var text = ""
    defer { Continuation.shared.reason = nil }
    while true {
      switch editor.readLine() {
      case .text(let line): text += text.isEmpty ? line : "\n" + line
      case .interrupted: return .interrupted
      case .end: return text.isEmpty ? .end : .text(text)
      }
      guard case .incomplete(let reason)? = Console.fault(text) else { return .text(text) }
      Continuation.shared.reason = reason.rawValue
    }
  }

  private static func fault(_ text: String) -> ConsoleLine.Fault? {
    do throws(ConsoleLine.Fault) {
      _ = try ConsoleLine(text)
      return nil
    } catch { return error }
  }

  /// Without an editor: TERM names nothing that libedit could use.
  private func plain() {
    while true {
      Console.write(shell.prompt)
      guard let line = Swift.readLine() else { return }
      if shell.execute(line) == .quit { return }
    }
  }

  static func write(_ text: String) {
    line_editor_flush()
    let bytes = Array(text.utf8)
    _ = Foundation.write(STDOUT_FILENO, bytes, bytes.count)
  }

  /// Words beside each other, as many as the terminal has room for.
  static func columns(_ words: [String]) -> String {
    let width = (words.map(\.displayWidth).max() ?? 0) + 2
    let count = max(1, (Pager.width ?? 80) / width)
    var text = ""
    for (index, word) in words.enumerated() {
      let isLast = index % count == count - 1 || index == words.count - 1
      text += isLast ? word + "\n" : word.padded(to: width)
    }
    return text
  }
}

/// Why the line that is being typed goes on.
private final class Continuation {
  nonisolated(unsafe) static let shared = Continuation()
  var reason: String?
}
