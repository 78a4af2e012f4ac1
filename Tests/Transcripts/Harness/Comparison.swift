/// Expected and seen lines side by side: the longest common part is kept, as `diff` does.
struct Comparison {
  private enum Step {
    case same(OutputLine)
    case missing(OutputLine)
    case added(SeenLine)
  }

  private let steps: [Step]
  private let places: Places

  init(_ expected: [OutputLine], _ seen: [SeenLine], places: Places) {
    self.places = places
    let matches = expected.map { line in seen.map { line.matches($0, places: places) } }
    // common[i][j]: how many lines expected[i...] and seen[j...] have in common.
    var common = Array(
      repeating: Array(repeating: 0, count: seen.count + 1), count: expected.count + 1)
    for i in expected.indices.reversed() {
      for j in seen.indices.reversed() {
        common[i][j] =
          matches[i][j] ? common[i + 1][j + 1] + 1 : max(common[i + 1][j], common[i][j + 1])
      }
    }
    var steps: [Step] = []
    var (i, j) = (0, 0)
    while i < expected.count || j < seen.count {
      if i < expected.count, j < seen.count, matches[i][j] {
        steps.append(.same(expected[i]))
        (i, j) = (i + 1, j + 1)
      } else if i < expected.count, j == seen.count || common[i + 1][j] >= common[i][j + 1] {
        steps.append(.missing(expected[i]))
        i += 1
      } else {
        steps.append(.added(seen[j]))
        j += 1
      }
    }
    self.steps = steps
  }

  var isEqual: Bool {
    steps.allSatisfy { step in
      if case .same = step { true } else { false }
    }
  }

  /// The lines for people: " " as it should be, "-" expected, "+" got.
  var lines: [String] {
    steps.map { step in
      switch step {
      case .same(let line): "  " + line.written
      case .missing(let line): "- " + line.written
      case .added(let line): "+ " + OutputLine(recording: line, places: places).written
      }
    }
  }

  /// What was seen, as a transcript has it; lines that matched stay as they were written.
  var updated: [OutputLine] {
    var lines: [OutputLine] = []
    for step in steps {
      switch step {
      case .same(let line): lines.append(line)
      case .missing: break
      case .added(let line):
        lines.append(OutputLine(recording: line, isFirst: lines.isEmpty, places: places))
      }
    }
    return lines
  }
}
