import Machines
import Synchronization
import Testing

@testable import Checks

@Suite("level: a source's lines come and go while it runs")
struct LevelTests {
  static let check = """
    kind = "level"
    source = "watch"
    level = "debug"
    otherwise = "info"
    after = "Open for {nonce}"
    beat = "strike {any}"
    line = "{any} DBG [watch] {any}"
    """

  /// When a unikernel shows its debug lines.
  enum Behaviour: CaseIterable {
    case asTold, always, never, onceLoud, refuses, ends, late
  }

  /// A console that goes on for ever, of a unikernel whose level the interview sets.
  static func interview(
    _ steps: [InterviewStep], _ behaviour: Behaviour, name: String
  ) -> Interview {
    var interview = Interview()
    var (level, wasLoud, beats, waiting) = ("info", false, 0, ["Open for " + name])
    for step in steps {
      switch step {
      case .ask(let text):
        if behaviour == .refuses {
          interview.answers.append(.refused("no"))
          continue
        }
        interview.answers.append(.answer(columns: [], rows: []))
        if text.hasPrefix("level watch ") {
          // What was on its way when the level was changed comes after the answer.
          if behaviour == .late {
            let line = level == "debug" ? "now DBG [watch] late" : "strike late"
            waiting += Array(repeating: line, count: 40)
          }
          level = String(text.dropFirst("level watch ".count))
          if level == "debug" { wasLoud = true }
        }
      case .lines(let isLast):
        interview.lines.append([])
        while true {
          if waiting.isEmpty {
            beats += 1
            if behaviour == .ends, beats > 5 {
              interview.ending = .ended(0)
              return interview
            }
            waiting = ["strike \(beats)"]
            let isLoud =
              switch behaviour {
              case .asTold, .refuses, .ends, .late: level == "debug"
              case .always: true
              case .never: false
              case .onceLoud: wasLoud
              }
            if isLoud { waiting.append("now DBG [watch] round") }
          }
          let line = waiting.removeFirst()
          interview.lines[interview.lines.count - 1].append(line)
          if isLast(line) { break }
        }
      }
    }
    return interview
  }

  @Test(
    "It passes when the lines follow the level, also when some are late",
    arguments: Behaviour.allCases)
  func judged(_ behaviour: Behaviour) async throws {
    let script = Script(interviewer: { request, steps in
      LevelTests.interview(steps, behaviour, name: name(in: request))
    })
    let check = try await judge(LevelTests.check, on: script)
    let words =
      switch behaviour {
      case .asTold, .late: "they came and went"
      case .always: "before the level was changed"
      case .never: "no such line after"
      case .onceLoud: "still when the level was info again"
      case .refuses: "no"
      case .ends: "it ended while the line \"strike …\" was waited for"
      }
    #expect(check.status == (behaviour == .asTold || behaviour == .late ? .pass : .fail))
    #expect(check.got.contains(words))
  }

  @Test("The session is armed with a reason before the level is set")
  func order() async throws {
    let asked = Mutex<[String]>([])
    let script = Script(interviewer: { request, steps in
      for case .ask(let text) in steps { asked.withLock { $0.append(text) } }
      return LevelTests.interview(steps, .asTold, name: name(in: request))
    })
    _ = try await judge(LevelTests.check, on: script)
    #expect(
      asked.withLock { $0 } == [
        "arm 'to check levels'", "level watch debug", "level watch info",
      ])
  }
}
