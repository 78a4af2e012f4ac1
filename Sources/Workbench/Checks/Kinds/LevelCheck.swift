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
// Time is counted in beats, not in seconds. It is one boot: the console is never opened again, and what came
// before a boot has ended cannot come after it.

import Curriculum
import Machines
import Tables

struct LevelCheck: Kind {
  static let name = "level"
  static let keys = [
    "source", "level", "otherwise", "after", "beat", "line", "arguments", "build",
  ]

  /// Beats in each part. The answer to a change may overtake lines that were written before it: what comes
  /// in the beats of `slack` counts for neither side.
  private static let quiet = 4
  private static let slack = 2

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
    let (after, beat) = (after, beat)
    func beats(_ count: Int) -> InterviewStep { .lines(count) { beat.matches($0, boot) } }
    return [
      .lines(1) { after.matches($0, boot) }, beats(Self.quiet), .ask("arm 'to check levels'"),
      .ask("level \(name) \(level)"), beats(Self.slack), beats(Self.quiet),
      .ask("level \(name) \(otherwise)"), beats(Self.slack), beats(Self.quiet),
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
    // before: up to the change; then slack, during, slack, afterwards.
    let parts = interview.lines.map { lines in lines.map { (text: $0, isIt: isLine($0, boot)) } }
    let (before, during, afterwards) = (parts[0] + parts[1], parts[3], parts[5])
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
    guard !afterwards.contains(where: \.isIt) else {
      return .fail(
        expected: expected, got: "such lines still when the level was \(otherwise) again",
        evidence: evidence(afterwards, expecting: false))
    }
    return .pass(
      expected: expected, got: "\(during.count { $0.isIt }) of them, while it was",
      evidence: evidence(during, expecting: true))
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
