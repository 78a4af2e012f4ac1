// A verdict as text for people: a line per check, and below each that did not pass what was expected,
// what was seen, the evidence in context, why it matters and what to try.

/// Writes verdicts for people.
public struct Report: Sendable {
  private let palette: Palette

  public init(_ palette: Palette) { self.palette = palette }

  /// The whole verdict but the next command, which the caller knows.
  public func lines(_ verdict: Verdict, title: String) -> [String] {
    [heading(title, verdict.target)] + verdict.checks.flatMap(lines) + [summary(verdict)]
  }

  /// The line above the checks.
  public func heading(_ title: String, _ target: String) -> String {
    palette.strong("\(title) · \(target)")
  }

  /// A check: one line when it passed or was skipped, the whole story when not.
  public func lines(_ check: Verdict.Check) -> [String] {
    let points = check.points == 0 ? "" : "  \(check.score)/\(check.points)"
    var lines = ["  \(mark(check.status)) \(check.name)\(palette.faint(points))"]
    switch check.status {
    case .pass: return lines
    case .skipped: return lines + field("because", check.got)
    case .error: return lines + field("problem", check.got)
    case .fail, .timeout, .tampered: break
    }
    lines += field("expected", check.expected)
    lines += field("got", check.got)
    if !check.evidence.isEmpty {
      lines.append("           evidence:")
      lines += check.evidence.map { "             " + line($0) }
    }
    lines += field("why", check.why)
    lines += field("try", check.hint)
    return lines
  }

  /// The line below the checks.
  public func summary(_ verdict: Verdict) -> String {
    let seconds = Duration.milliseconds(verdict.duration).readable
    let place = verdict.accelerator.map { ", by \($0)" } ?? ""
    let text = "\(verdict.score) of \(verdict.points) points in \(seconds)\(place)"
    switch verdict.status {
    case .pass: return palette.good("Passed: ") + text
    case .timeout: return palette.bad("Not passed, out of time: ") + text
    case .error: return palette.bad("No verdict: ") + "the check itself could not be done"
    case .fail, .tampered, .skipped: return palette.bad("Not passed: ") + text
    }
  }

  private func mark(_ status: CheckStatus) -> String {
    switch status {
    case .pass: palette.good("pass   ")
    case .fail: palette.bad("FAIL   ")
    case .error: palette.bad("ERROR  ")
    case .timeout: palette.bad("TIMEOUT")
    case .tampered: palette.bad("TAMPERED")
    case .skipped: palette.faint("skipped")
    }
  }

  private func field(_ name: String, _ text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    let label = name + ":" + String(repeating: " ", count: max(1, 10 - name.count))
    let indent = String(repeating: " ", count: 11)
    let wrapped = wrap(printable(text), to: 80 - indent.count - label.count)
    let rest = String(repeating: " ", count: label.count)
    return wrapped.enumerated().map { indent + ($0 == 0 ? label : rest) + $1 }
  }

  private func line(_ evidence: EvidenceLine) -> String {
    let text = printable(evidence.text)
    switch evidence.mark {
    case .good: return palette.good("  ok      ") + text
    case .bad: return palette.bad("  wrong   ") + text
    case .missing: return palette.bad("  missing ") + text
    case .context: return palette.faint("          " + text)
    }
  }
}

/// Breaks a text at spaces so that each line has at most `width` characters, when words allow.
public func wrap(_ text: String, to width: Int) -> [String] {
  var lines: [String] = []
  var current = ""
  for word in text.split(separator: " ") {
    if current.isEmpty {
      current = String(word)
    } else if current.count + 1 + word.count <= width {
      current += " " + word
    } else {
      lines.append(current)
      current = String(word)
    }
  }
  return lines + [current]
}
