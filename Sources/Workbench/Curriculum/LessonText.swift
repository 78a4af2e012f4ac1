// lesson.md and hints.md: Markdown that is readable as it stands, cut into screens.
//
// Steps are separated by a line `---`. A step begins with a heading `## Title`. Every line fits a
// terminal of 80 columns and every step fits its screen; both are errors here, not surprises there.

import Tables

/// Cuts a lesson's text into steps and hints.
enum LessonText {
  /// The steps of lesson.md.
  static func steps(_ text: String, file: String) throws(LessonFault) -> [Lesson.Step] {
    var steps: [Lesson.Step] = []
    for part in try parts(text, file: file, name: "step") {
      let number = steps.count + 1
      guard let heading = part.first, heading.hasPrefix("## ") else {
        throw LessonFault(file: file, key: "step \(number)", "must begin with a line \"## Title\"")
      }
      guard part.count <= Limits.stepLines else {
        throw LessonFault(
          file: file, key: "step \(number)",
          "\(part.count) lines, but \(Limits.stepLines) fit a screen; cut it with a line ---")
      }
      let body = Array(part.dropFirst().drop { $0.isEmpty })
      guard !body.isEmpty else {
        throw LessonFault(file: file, key: "step \(number)", "nothing below its heading")
      }
      steps.append(Lesson.Step(title: String(heading.dropFirst(3)), lines: body))
    }
    return steps
  }

  /// The three rungs of hints.md.
  static func hints(_ text: String, file: String) throws(LessonFault) -> [String] {
    let rungs = try parts(text, file: file, name: "hint")
    guard rungs.count == Limits.hints else {
      throw LessonFault(file: file, "\(Limits.hints) hints are expected, not \(rungs.count)")
    }
    for (index, rung) in rungs.enumerated() where rung.count > Limits.hintLines {
      throw LessonFault(
        file: file, key: "hint \(index + 1)",
        "\(rung.count) lines, but at most \(Limits.hintLines) are allowed")
    }
    return rungs.map { $0.joined(separator: "\n") }
  }

  /// The parts between lines `---`, without blank lines at their ends; none is empty.
  private static func parts(
    _ text: String, file: String, name: String
  ) throws(LessonFault) -> [[String]] {
    var parts: [[String]] = [[]]
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (index, line) in lines.enumerated() {
      guard line.count <= Limits.textColumns else {
        throw LessonFault(
          file: file, key: "line \(index + 1)",
          "\(line.count) columns, but at most \(Limits.textColumns) are allowed")
      }
      if line == "---" { parts.append([]) } else { parts[parts.count - 1].append(line) }
    }
    var trimmed: [[String]] = []
    for part in parts {
      var lines = Array(part.drop { $0.isEmpty })
      while lines.last?.isEmpty == true { lines.removeLast() }
      guard !lines.isEmpty else {
        throw LessonFault(file: file, key: "\(name) \(trimmed.count + 1)", "empty")
      }
      trimmed.append(lines)
    }
    return trimmed
  }
}
