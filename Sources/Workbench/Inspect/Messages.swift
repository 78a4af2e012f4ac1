// What the console says of itself; each ends with what to do.

enum Messages {
  static func gone(_ name: String) -> String {
    "mirador: \(name) does not run any more. What runs: ./mirador ps"
  }

  static func noInspector(_ name: String) -> String {
    "mirador: \(name) has no inspector. Give it one in config.swift, Unikernel(…, inspector: true), "
      + "then: ./mirador run"
  }

  static func anew(_ name: String) -> String { "\(name) was started anew; this is another boot" }

  static func state(_ failure: InspectFailure) -> String {
    switch failure {
    case .folder, .socket, .gone: "gone"
    case .refused: "busy"
    case .silent: "silent"
    case .interrupted: "interrupted"
    case .version: "other version"
    }
  }

  static func text(_ failure: InspectFailure, _ name: String) -> String {
    switch failure {
    case .folder(let path, let reason):
      "mirador: \(path) cannot be used: \(reason). Choose another with XDG_RUNTIME_DIR."
    case .socket(_, let reason):
      "mirador: \(name) cannot be reached: \(reason). What runs: ./mirador ps"
    case .refused(let reason): "mirador: \(reason). Leave that one, or wait for it to end."
    case .silent:
      "mirador: \(name) does not answer: it hangs, or computes without ever waiting. "
        + "It goes on; try again."
    case .gone: "mirador: \(name) has ended. What runs: ./mirador ps"
    case .interrupted: "mirador: the command was given up; the next one connects again"
    case .version(let text): "mirador: \(text)."
    }
  }

  static func unfinished(_ reason: ConsoleLine.Reason) -> String {
    switch reason {
    case .singleQuote: "mirador: the line ends inside of '…'. Add the quote."
    case .doubleQuote: "mirador: the line ends inside of \"…\". Add the quote."
    case .backslash: "mirador: the line ends in a backslash. Add what follows."
    }
  }

  static func unknown(_ word: String, near: String?) -> String {
    let guess = near.map { " Did you mean \($0)?" } ?? ""
    return "mirador: There is no command \"\(word)\".\(guess) List them: help"
  }

  static let explainWhat = "mirador: Which command? Try: explain logs"
  static let watchWhat = "mirador: Watch which command? Try: watch 1s timers"
  static let noTop = "mirador: This unikernel does not tell what runs. Try: watch 1s timers"

  static func watchChanges(_ name: String) -> String {
    "mirador: \(name) changes the unikernel, so it is not repeated. Type it once: \(name)"
  }
}
