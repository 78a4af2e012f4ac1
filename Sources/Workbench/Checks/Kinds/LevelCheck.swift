// Boots the image, and changes the level of one source of its log while it runs. From outside, on the console:
// no line of that source's at first, such lines once they are asked for, and none any more when they are not.
//
//     source = "watch"                      of the log
//     level = "debug"                       what its lines need to be shown
//     otherwise = "info"                    what it is set to in the end
//     after = "Open for {nonce}"            when this line has come
//     beat = "The clock strikes {any}"      a line that comes again and again, whatever the level
//     line = "{any}DBG [watch] {any}"       the source's
//     arguments = ["--strike=50ms"]
//     build = "build"
//
// Time is counted in beats, not in seconds. The answer to a change may overtake lines that were written before
// it, by as many beats as a busy host makes of that: so the lines must begin, and must end, within `patience`.
// It is one boot: the console is never opened again, and what came before a boot has ended cannot come after it.

import Curriculum
import Machines
import Synchronization
import Tables

struct LevelCheck: Kind {
  static let name = "level"
  static let keys = [
    "source", "level", "otherwise", "after", "beat", "line", "arguments", "build",
  ]

  /// Beats without such a line that count as none any more.
  private static let quiet = 5
  /// Beats that a change may take to be seen.
  private static let patience = 60

  private let name: String
  private let level: String
  private let otherwise: String
  private let after: Pattern
  private let beat: Pattern
  private let line: Pattern
  private let arguments: [Pattern]
  private let build: String
  var source: (kind: String, id: String)? { ("build", build) }

  init(_ section: Section) throws(LessonFault) {
    name = try section.string("source", limit: 40)
    level = try section.string("level", limit: 10)
    otherwise = try section.string("otherwise", limit: 10)
    after = try Pattern(section.string("after"), in: section, key: "after")
    beat = try Pattern(section.string("beat"), in: section, key: "beat")
    line = try Pattern(section.string("line"), in: section, key: "line")
    arguments = try section.patterns("arguments")
    build = try section.step("build")
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    do throws(Unreadable) {
      let (boot, interview) = try await scene.interview(build, arguments, steps)
      return judge(interview, boot)
    } catch {
      return error.judgement
    }
  }

  private func steps(_ boot: BootParameters) -> [InterviewStep] {
    let (after, beat, line) = (after, beat, line)
    func lines(
      until isDone: @escaping @Sendable (_ isLine: Bool, _ silentBeats: Int) -> Bool
    ) -> InterviewStep {
      let beats = Beats()
      return .lines { text in
        let isLine = line.matches(text, boot)
        let (all, silent) = beats.count(isLine: isLine, isBeat: beat.matches(text, boot))
        return isDone(isLine, silent) || all >= Self.patience
      }
    }
    return [
      .lines(1) { after.matches($0, boot) }, .lines(Self.quiet) { beat.matches($0, boot) },
      .ask("arm 'to check levels'"), .ask("level \(name) \(level)"),
      lines { isLine, _ in isLine },
      .ask("level \(name) \(otherwise)"), lines { _, silent in silent >= Self.quiet },
    ]
  }

  private func judge(_ interview: Interview, _ boot: BootParameters) -> Judgement {
    let expected =
      "lines \"\(line.readable(boot))\" on the console only while the level of \(name) is \(level)"
    if let obstacle = interview.answers.lazy.compactMap(\.obstacle).first {
      return .fail(expected: expected, got: obstacle)
    }
    if let ending = interview.ending {
      let wanted = interview.answers.isEmpty && interview.lines.count < 2 ? after : beat
      return .fail(
        expected: expected,
        got: "it ended while the line \"\(wanted.readable(boot))\" was waited for",
        evidence: ending.lastLines)
    }
    guard interview.lines.count == 4 else { return .noEvidence("console") }
    let parts = interview.lines.map { lines in lines.map { (text: $0, isIt: isLine($0, boot)) } }
    let (before, during, afterwards) = (parts[0] + parts[1], parts[2], parts[3])
    if before.contains(where: \.isIt) {
      return .fail(
        expected: expected, got: "such a line before the level was changed",
        evidence: evidence(before, expecting: false))
    }
    guard during.contains(where: \.isIt) else {
      return .fail(
        expected: expected, got: "no such line after the level was changed",
        evidence: evidence(during, expecting: true))
    }
    let last = afterwards.lastIndex { $0.isIt } ?? -1
    guard afterwards[(last + 1)...].count(where: { beat.matches($0.text, boot) }) >= Self.quiet
    else {
      return .fail(
        expected: expected, got: "such lines still when the level was \(otherwise) again",
        evidence: evidence(afterwards, expecting: false))
    }
    return .pass(
      expected: expected, got: "they came and went", evidence: evidence(during, expecting: true))
  }

  private func isLine(_ text: String, _ boot: BootParameters) -> Bool {
    line.matches(text, boot)
  }

  private func evidence(
    _ lines: [(text: String, isIt: Bool)], expecting isWanted: Bool
  ) -> [EvidenceLine] {
    lines.map { EvidenceLine(!$0.isIt ? .context : isWanted ? .good : .bad, $0.text) }.excerpt()
  }
}

/// Counts the beats of one step.
private final class Beats: Sendable {
  private let counts = Mutex<(all: Int, silent: Int)>((0, 0))

  /// Takes a line that came.
  /// - Returns: the beats until now, and those since the last line that counts.
  func count(isLine: Bool, isBeat: Bool) -> (all: Int, silent: Int) {
    counts.withLock { counts in
      if isLine { counts.silent = 0 }
      if isBeat {
        counts.all += 1
        counts.silent += 1
      }
      return counts
    }
  }
}
