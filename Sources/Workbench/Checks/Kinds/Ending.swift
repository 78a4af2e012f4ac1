import Machines

extension BootEvidence {
  /// How the boot ended, for people.
  var endingText: String {
    if case .exited(let status) = transcript.ending { return "exit status \(status)" }
    return transcript.ending.message(budget: budget)
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

  /// The report of a trap or a panic, its backtrace symbolized; empty when there was none.
  var trapLines: [String] {
    guard let report = TrapReport(in: transcript.lines.map(\.text)) else { return [] }
    return [report.headline] + report.frames
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
