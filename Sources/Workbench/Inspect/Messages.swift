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
    case .cannotStop: "cannot be stopped"
    case .image: "other image"
    }
  }

  static func text(
    _ failure: InspectFailure, _ name: String, isStopping: Bool = false
  ) -> String {
    switch failure {
    case .silent where isStopping: silentMachine(name)
    case .folder(let path, let reason):
      "mirador: \(path) cannot be used: \(reason). Choose another with XDG_RUNTIME_DIR."
    case .socket(_, let reason):
      "mirador: \(name) cannot be reached: \(reason). What runs: ./mirador ps"
    case .refused(let reason): "mirador: \(reason). Leave that one, or wait for it to end."
    case .silent:
      "mirador: \(name) does not answer: it hangs, or computes without ever waiting. "
        + "It goes on. Look from outside: ./mirador console \(name) --stopped"
    case .gone: "mirador: \(name) has ended. What runs: ./mirador ps"
    case .interrupted: "mirador: the command was given up; the next one connects again"
    case .version(let text): "mirador: \(text)."
    case .cannotStop(let reason): "mirador: \(name) cannot be stopped to be looked at: \(reason)."
    case .image(let text): "mirador: \(text)"
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

  // MARK: - Unikernels that stand still

  static func stoodStill(_ name: String, _ time: String) -> String {
    "\(name) stood still for \(time), and goes on"
  }

  static func held(_ name: String, _ cause: String) -> String {
    "\(name) has crashed (\(cause)) and is kept as it was then"
  }

  static func silentMachine(_ name: String) -> String {
    "mirador: what runs \(name) does not answer. Try again; if it goes on so, end it and start it "
      + "again: ./mirador run"
  }

  static let noControl = "what runs it has no socket for that; start it again with ./mirador run"
  static let tookTooLong =
    "the look took so long that it was let go on before; try again when the host is less busy"

  static func noSymbols(_ path: String) -> String {
    "there are no symbols in \(path), which name what is in its memory. Build it again, and start it "
      + "again: ./mirador run"
  }

  static func otherImage(_ path: String) -> String {
    "what runs is another image than \(path), which was built anew since. End it and start it again: "
      + "./mirador run"
  }

  static func broken(_ rule: String, _ page: Int) -> String {
    "the heap is broken: \(rule), at its page \(page). Something wrote where it must not, or was "
      + "just allocating: ask again, and look at backtrace"
  }

  static func incomplete(_ rule: String, _ page: Int) -> String {
    "the heap is broken (\(rule), at its page \(page)): what is found in it may be wrong, or not all"
  }

  static let noHeap =
    "there is no heap that this tool can read; build the image again: ./mirador build"
  static let noTasks =
    "no task is in the heap: it has none yet, or never; what runs is shown by backtrace"
  static let noTask = "there is no such task, or not any more; list them: tasks"
  static let noLog = "nothing is logged, or the log's memory was written over; see backtrace"
}
