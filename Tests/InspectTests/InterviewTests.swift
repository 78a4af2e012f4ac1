import Checks
import Foundation
import Machines
import Synchronization
import Testing

@testable import Inspect

/// A boot that is interviewed: the unikernel's real side at the port, a console that goes on beside it.
extension OneByOne {
  @Suite struct InterviewTests {
    private static let code = InspectedBoot.Code(
      symbols: URL(filePath: "/nowhere"), symbolizer: Symbolizer())

    /// Shows `start`, then a beat every few milliseconds, until it is over or cancelled.
    private static func interview(
      _ steps: [InterviewStep], isOver: @escaping @Sendable () -> Bool = { false }
    ) async throws -> Interview {
      try await InspectedBoot.interview(steps, code) {
        port, onOutput async throws(MachineFailure) in
        guard case .descriptor(let end) = port.end,
          let guest = try? Guest(on: end)
        else { throw .environment("no port") }
        defer { guest.stop() }
        onOutput(Array("sta".utf8))
        onOutput(Array("rt\r\nbe".utf8))
        onOutput(Array("gun\n".utf8))
        var count = 0
        while !Task.isCancelled, !isOver() {
          count += 1
          onOutput(Array("beat \(count)\n".utf8))
          try? await Task.sleep(for: .milliseconds(2))
        }
        return Transcript(lines: [], ending: .exited(0), duration: .zero)
      }
    }

    private static func lines(_ count: Int, _ prefix: String) -> InterviewStep {
      let missing = Mutex(count)
      return .lines { line in
        missing.withLock { missing in
          if line.hasPrefix(prefix) { missing -= 1 }
          return missing <= 0
        }
      }
    }

    private func rows(_ inspection: Inspection?) -> [[String]]? {
      if case .answer(_, let rows)? = inspection { rows } else { nil }
    }

    @Test func stepsAreDoneInOneSession() async throws {
      let interview = try await Self.interview([
        Self.lines(1, "start"), .ask("set x info"), .ask("arm 'to test'"), Self.lines(3, "beat"),
        .ask("set x info"), .ask("things --where thing=75 --show name"),
      ])
      #expect(interview.ending == nil)
      #expect(interview.lines.count == 2)
      #expect(interview.lines[0] == ["start"])
      #expect(interview.lines[1].count { $0.hasPrefix("beat") } == 3)
      guard case .refused = interview.answers[0] else {
        Issue.record("not armed, and obeyed")
        return
      }
      #expect(interview.answers.dropFirst().map(rows) == [[["yes"]], [["x"]], [["more"]]])
    }

    @Test func whatReachesOutsideIsRefused() async throws {
      let trace = FileManager.default.temporaryDirectory.appending(path: "trace-\(UUID())").path
      let lines = [
        "things | touch \(trace)", "things > \(trace)", "things >> \(trace)", "watch things",
        "help", "quit", "things 'open", "things --show no", "", "thing", "numbers many",
      ]
      let interview = try await Self.interview(lines.map { .ask($0) })
      #expect(interview.answers.count == lines.count)
      for answer in interview.answers {
        guard case .refused = answer else {
          Issue.record("\(answer)")
          continue
        }
      }
      #expect(!FileManager.default.fileExists(atPath: trace))
    }

    @Test func anEndIsToldWithWhatThereWas() async throws {
      // It ends when the question was answered and the last lines are waited for.
      let isOver = Mutex(false)
      let interview = try await Self.interview([
        Self.lines(1, "start"), .ask("things"),
        .lines { _ in
          isOver.withLock { $0 = true }
          return false
        }, .ask("things"),
      ]) { isOver.withLock { $0 } }
      #expect(interview.ending?.ending == .exited(0))
      #expect(interview.answers.count == 1)
      #expect(interview.lines.count == 2)
    }
  }
}
