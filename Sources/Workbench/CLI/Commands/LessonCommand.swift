import ArgumentParser
import Checks
import Curriculum
import Foundation
import Tables

import enum Configure.Target

struct LessonCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "For authors of lessons.", subcommands: [Lint.self])

  struct Lint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prove that lessons can be trusted: right ones pass, wrong ones fail.",
      discussion: """
        Builds and boots the starter, the solution and every mutant on every target.

        Examples:
          ./mirador lesson lint
          ./mirador lesson lint 2 --target unix
        """)

    @Argument(help: "The lesson: 1, 01, or a name. Default: all.", completion: .lesson)
    var lesson: String?
    @Option(name: [.short, .long], help: "unix, virtio or all.")
    var target = TargetChoice.all

    func run() async throws {
      let context = try Context()
      let catalogue = try lint { () throws(LessonFault) in try context.catalogue() }
      let lessons = try lesson.map { [try catalogue.lesson($0)] } ?? catalogue.lessons
      let bench = LiveBench(root: context.root)
      var problems = 0
      for lesson in lessons {
        let targets = target.targets(of: lesson.manifest.targets)
        let findings = try await LessonLint(bench: bench).lint(lesson, targets: targets) {
          Output.lines(Lint.lines($0))
        }
        guard !findings.isEmpty else { throw Failure(.failed, "\(lesson.id): nothing was proved.") }
        problems += findings.count { $0.problem != nil }
        try Task.checkCancellation()
      }
      guard problems == 0 else {
        throw Failure(.failed, "\(problems) problems. Mend them, then: ./mirador lesson lint")
      }
      Output.line("All lessons hold.\nNext:  ./mirador list")
    }

    /// A damaged lesson is what lint is there to find: status 1, not 8.
    private func lint<Value>(_ work: () throws(LessonFault) -> Value) throws(Failure) -> Value {
      do { return try work() } catch { throw Failure(.failed, error.description) }
    }

    private static func lines(_ finding: LessonLint.Finding) -> [String] {
      let mark = finding.problem == nil ? "ok  " : "BAD "
      let time = Duration.milliseconds(finding.milliseconds).readable
      let place = "\(finding.lesson) · \(finding.target.rawValue) · \(finding.variant)"
      let head = "\(mark) \(place)  \(time)"
      guard let problem = finding.problem else { return [head] }
      return [head] + problem.split(separator: "\n").map { "       " + $0 }
    }
  }
}
