import Machines

extension BootEvidence {
  /// How the boot ended, for people.
  var endingText: String {
    switch transcript.ending {
    case .exited(let status): "exit status \(status)"
    case .killed(let signal): "it was killed by signal \(signal)\(BootEvidence.meaning(signal))"
    case .timedOut(let location):
      "still running after \(budget.readable)" + (location.map { ", in \($0)" } ?? "")
    case .flooded: "it was ended because it printed too much"
    case .vanished(let how): "it ended without an exit status: \(how)"
    }
  }

  /// What is to be said when a check asks for an end by itself and there was none; nil when it did.
  func unfinished(expected: String) -> Judgement? {
    switch transcript.ending {
    case .exited: nil
    case .timedOut: .timeout(expected: expected, got: endingText, evidence: tail)
    case .killed, .vanished:
      .fail(expected: expected, got: endingText, evidence: tail, code: .bootFailed)
    case .flooded: .fail(expected: expected, got: endingText, evidence: tail)
    }
  }

  /// The console from the first line of a trap or panic on; empty when there was none.
  var trapLines: [String] {
    let lines = transcript.lines.map(\.text)
    guard let start = lines.firstIndex(where: Self.announcesTrap) else { return [] }
    return Array(lines[start...].prefix(24))
  }

  /// Whether a line is how Platform begins its report of a trap or a panic.
  static func announcesTrap(_ line: String) -> Bool {
    line.hasPrefix("PANIC") || line.hasPrefix("TRAP")
  }

  private static func meaning(_ signal: Int) -> String {
    switch signal {
    case 9: " (SIGKILL: somebody, or the kernel for want of memory)"
    case 11: " (SIGSEGV: it touched memory that is not its own)"
    case 31: " (SIGSYS: it tried a system call that its filter forbids)"
    default: ""
    }
  }
}

extension Duration {
  /// Seconds with two digits after the point, for people.
  public var readable: String {
    let hundredths = (milliseconds + 5) / 10
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
  }

  /// Whole milliseconds, rounded down.
  public var milliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
