import Machines

@testable import Checks

/// A unikernel that is interviewed: it shows lines, one after the other, and answers.
struct Guest {
  /// What it shows; when no line is left it has ended.
  let lines: [String]
  /// Told the question, and how many were asked before.
  let answer: (String, Int) -> Inspection

  init(lines: [String], answer: @escaping (String, Int) -> Inspection) {
    self.lines = lines
    self.answer = answer
  }

  func interview(_ steps: [InterviewStep]) -> Interview {
    var interview = Interview()
    var rest = lines[...]
    for step in steps {
      switch step {
      case .ask(let text): interview.answers.append(answer(text, interview.answers.count))
      case .lines(let isLast):
        var seen: [String] = []
        var isDone = false
        while !isDone, let line = rest.popFirst() {
          seen.append(line)
          isDone = isLast(line)
        }
        interview.lines.append(seen)
        if !isDone {
          interview.ending = .ended(0, lines)
          return interview
        }
      }
    }
    return interview
  }
}
