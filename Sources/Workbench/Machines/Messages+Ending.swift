import Foundation

extension Ending {
  /// What happened and what to do, for people; of a normal end with status 0 only the fact.
  /// - Parameter budget: the budget of the boot, for the message about a time-out.
  public func message(budget: Duration? = nil) -> String {
    switch self {
    case .exited(0): "it ended with exit status 0"
    case .exited(1):
      "it ended with exit status 1: its start threw an error, or it asked for that status; "
        + "read the last lines of its console"
    case .exited(255):
      "it ended with exit status 255: a trap or a panic; read the line TRAP or PANIC on its "
        + "console and the source lines below it"
    case .exited(let status):
      "it ended with exit status \(status), which is its own; look for exit(\(status)) in its source"
    case .killed(let signal): Self.words(forSignal: signal)
    case .timedOut(let location): Self.words(forTimeout: budget, location)
    case .flooded:
      "it printed more than its output limit and was stopped; look for a loop that prints without "
        + "end, or raise the limit"
    case .vanished(let why):
      "the virtual machine ended without telling an exit status (\(Messages.brief(why))); if the "
        + "console shows no TRAP, run it again with --accel tcg and compare"
    }
  }

  private static func words(forSignal signal: Int) -> String {
    switch Int32(signal) {
    case SIGSYS:
      "it made a system call outside its sandbox and was killed by the kernel (SIGSYS); reach the "
        + "outside only through the devices that start received"
    case SIGSEGV, SIGBUS:
      "it touched memory that is not its own (\(name(signal))) where its trap handler could not "
        + "run; look for endless recursion, and for unsafe code"
    case SIGILL, SIGTRAP:
      "it executed an invalid instruction (\(name(signal))); look for a failed precondition, an "
        + "overflow or an unwrapped nil"
    case SIGKILL:
      "it was killed from outside (SIGKILL); often the kernel had no memory left: close other "
        + "programs, or give it less with --memory"
    default:
      "it was killed by signal \(signal) (\(name(signal))), which Mirador did not send; find out "
        + "who did, then run it again"
    }
  }

  private static func words(forTimeout budget: Duration?, _ location: String?) -> String {
    let limit = budget.map { " of \(inSeconds($0))" } ?? ""
    let place = location.map { "; it was at \($0)" } ?? ""
    return
      "it was still running at its time limit\(limit) and was stopped\(place); look for a loop "
      + "without end, or for a wait that nothing ends"
  }

  private static func inSeconds(_ duration: Duration) -> String {
    String(format: "%.1f s", duration / .seconds(1))
  }

  private static func name(_ signal: Int) -> String {
    String(cString: strsignal(Int32(signal))).lowercased()
  }
}
