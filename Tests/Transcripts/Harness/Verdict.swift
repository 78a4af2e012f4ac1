/// What a run says about a transcript.
struct Verdict {
  /// A command that did not answer as it must.
  struct Mismatch {
    let command: Transcript.Command
    let description: String
  }

  var mismatches: [Mismatch] = []
  /// The transcript with what was seen.
  var updated: Transcript

  /// - Parameter answers: one for each command of the transcript.
  init(_ transcript: Transcript, _ answers: [Session.Answer], places: Places) {
    updated = transcript
    var rest = answers[...]
    for (index, element) in transcript.elements.enumerated() {
      guard case .command(var command) = element, let answer = rest.popFirst() else { continue }
      let comparison = Comparison(command.output, answer.lines, places: places)
      if !comparison.isEqual || command.status != answer.status {
        let text = Verdict.describe(command, comparison, answer)
        mismatches.append(Mismatch(command: command, description: text))
      }
      command.output = comparison.updated
      command.status = answer.status
      updated.elements[index] = .command(command)
    }
  }

  private static func describe(
    _ command: Transcript.Command, _ comparison: Comparison, _ answer: Session.Answer
  ) -> String {
    var lines = ["$ " + command.text] + comparison.lines
    if command.status != answer.status {
      lines += ["- [\(command.status)]", "+ [\(answer.status)]"]
    }
    return lines.joined(separator: "\n")
  }
}
