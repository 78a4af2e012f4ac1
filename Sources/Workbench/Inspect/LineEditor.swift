// libedit, with a reader of our own: while it waits for a key it looks after the connection, and ^C gives the
// line up instead of ending the console. Keys are those of ~/.editrc, emacs's or vi's.
//
// libedit calls back without a context, so there is one editor at a time.

import CLineEditor
import Foundation

/// Reads lines at a prompt.
final class LineEditor {
  enum Line: Equatable {
    case text(String)
    /// ^C.
    case interrupted
    /// ^D, or nobody is there any more.
    case end
  }

  /// What the console does for its editor.
  struct Helpers {
    var prompt: () -> String
    var hint: (String) -> String
    var candidates: (String) -> [String]
    /// Called about once a second; true: the prompt is another one.
    var look: () -> Bool
  }

  private nonisolated(unsafe) static var current: LineEditor?

  private let editor: OpaquePointer
  private let history: OpaquePointer
  private let historyFile: String?
  private let helpers: Helpers
  /// Kept as long as libedit may look at them.
  private var promptText: UnsafeMutablePointer<CChar>?
  private var hintText: UnsafeMutablePointer<CChar>?
  private var shownHint = ""
  private var lastLook = ContinuousClock.now

  /// Nil: libedit cannot use this terminal.
  init?(historyFile: String?, _ helpers: Helpers) {
    setlocale(LC_CTYPE, "")
    guard let editor = line_editor_make("mirador"), let history = history_init()
    else { return nil }
    self.editor = editor
    self.history = history
    self.historyFile = historyFile
    self.helpers = helpers
    LineEditor.current = self
    line_editor_history_begin(history, Limits.history)
    if let historyFile { _ = line_editor_history_load(history, historyFile) }
    line_editor_set_history(editor, history)
    line_editor_set_prompt(editor) { _ in LineEditor.current?.prompt() }
    line_editor_set_hint(editor) { _ in LineEditor.current?.hint() }
    line_editor_set_mode(editor, "emacs")
    line_editor_add_command(editor, "mirador-complete", "complete a word") { _, _ in
      LineEditor.current?.complete() ?? UInt8(CC_ERROR)
    }
    // Before ~/.editrc, which has the last word; vi's insert mode has a map of its own for it.
    line_editor_bind(editor, "^I", "mirador-complete")
    line_editor_bind(editor, "^R", "em-inc-search-prev")
    el_source(editor, nil)
    line_editor_bind(editor, "^I", "mirador-complete")
    line_editor_set_reader(editor) { _, character in
      LineEditor.current?.read(character) ?? -1
    }
  }

  deinit {
    LineEditor.current = nil
    el_end(editor)
    history_end(history)
    free(promptText)
    free(hintText)
  }

  func readLine() -> Line {
    var count: Int32 = 0
    shownHint = ""
    TerminalSignals.note()
    defer { TerminalSignals.forget() }
    // libedit does so when it waits for the first key: what is typed between the prompt and that would be the
    // terminal's own to edit.
    line_editor_prepare(editor, 1)
    guard let text = el_gets(editor, &count), count > 0 else {
      if InterruptFlag.take() {
        // libedit keeps the line that was given up.
        el_reset(editor)
        return .interrupted
      }
      return .end
    }
    return .text(String(cString: text).trimmingCharacters(in: .newlines))
  }

  /// Adds a line to the history, of which equal ones are kept once, and saves that.
  func remember(_ line: String) {
    // libedit itself leaves out only what equals the line before.
    line_editor_history_forget(history, line)
    line_editor_history_enter(history, line)
    guard let historyFile else { return }
    let mask = umask(0o077)
    _ = line_editor_history_save(history, historyFile)
    umask(mask)
  }

  // MARK: - What libedit asks

  private func prompt() -> UnsafeMutablePointer<CChar>? {
    free(promptText)
    promptText = strdup(helpers.prompt())
    return promptText
  }

  private func hint() -> UnsafeMutablePointer<CChar>? {
    free(hintText)
    shownHint = helpers.hint(typed)
    hintText = strdup(shownHint)
    return hintText
  }

  /// The line up to the cursor.
  private var typed: String {
    guard let info = el_line(editor)?.pointee, let start = info.buffer, let cursor = info.cursor
    else { return "" }
    let count = cursor - start
    return start.withMemoryRebound(to: UInt8.self, capacity: count) {
      String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
    }
  }

  /// A character from the terminal: 1; -1 at its end and at ^C.
  private func read(_ character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    if helpers.hint(typed) != shownHint { refresh() }
    var bytes: [UInt8] = []
    while true {
      if InterruptFlag.isRaised { return -1 }
      heed()
      var polled = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      // A signal that another thread takes does not end this wait.
      let ready = poll(&polled, 1, Limits.signalDelay)
      if ready < 0, errno == EINTR { continue }
      look()
      guard ready > 0 else { continue }
      var byte: UInt8 = 0
      let count = Foundation.read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count == 1 else { return 0 }
      bytes.append(byte)
      switch LineEditor.decode(bytes) {
      case .some(let scalar):
        character?.pointee = wchar_t(bitPattern: UInt32(scalar))
        return 1
      case nil where bytes.count >= 4: bytes = []
      case nil: continue
      }
    }
  }

  /// Does what a signal asked for.
  private func heed() {
    if TerminalSignals.takeStop() {
      // Whoever has the terminal meanwhile finds it as it was.
      line_editor_prepare(editor, 0)
      TerminalSignals.stop()
      line_editor_prepare(editor, 1)
      el_resize(editor)
      refresh()
    }
    if TerminalSignals.takeResize() {
      el_resize(editor)
      refresh()
    }
  }

  private func look() {
    guard ContinuousClock.now - lastLook > .seconds(1) else { return }
    lastLook = .now
    if helpers.look() { refresh() }
  }

  /// Paints the line again. libedit takes the cursor to be where a new line begins.
  private func refresh() {
    Console.write("\r\u{1B}[K")
    line_editor_refresh(editor)
  }

  /// A character of UTF-8; nil: more bytes are needed.
  static func decode(_ bytes: [UInt8]) -> Unicode.Scalar? {
    guard let first = bytes.first else { return nil }
    let length = first < 0x80 ? 1 : first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    guard bytes.count >= length else { return nil }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }

  /// Tab.
  private func complete() -> UInt8 {
    let text = typed
    let candidates = helpers.candidates(text)
    let (_, word) = ConsoleShell.split(text)
    guard !candidates.isEmpty else { return UInt8(CC_ERROR) }
    let prefix = candidates.commonPrefix
    var addition = String(prefix.dropFirst(word.count))
    // Behind COLUMN= comes a pattern.
    if candidates.count == 1, !prefix.hasSuffix("=") { addition += " " }
    guard addition.isEmpty else {
      return el_insertstr(editor, addition) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
    }
    Console.write("\n" + Console.columns(candidates))
    return UInt8(CC_REDISPLAY)
  }
}
